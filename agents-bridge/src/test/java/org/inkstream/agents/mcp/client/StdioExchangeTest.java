package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.mcp.wire.Message;
import org.junit.jupiter.api.Test;

class StdioExchangeTest {
    private static final long ID = 7;

    private final List<String> heard = new ArrayList<>();
    private final StdioExchange exchange = new StdioExchange(ID, hearing(), () -> {});

    @Test
    void what_the_process_says_of_its_queue_is_not_overtaken_by_the_word_that_it_has_the_request() {
        exchange.note(progress(1, "queued"));
        exchange.written();

        assertThat(heard).containsExactly("dispatched", "queued");
    }

    @Test
    void the_request_is_dispatched_when_it_is_written_if_the_process_says_nothing() {
        exchange.written();

        assertThat(heard).containsExactly("dispatched");
    }

    private static Message.Notification progress(int step, String word) {
        return new Message.Notification(
                Dialect.PROGRESS,
                new JsonObject()
                        .put("progressToken", ID)
                        .put("progress", step)
                        .put("message", word));
    }

    private CallProgress hearing() {
        return new CallProgress() {
            @Override
            public void queued() {
                heard.add("queued");
            }

            @Override
            public void dispatched() {
                heard.add("dispatched");
            }
        };
    }
}
