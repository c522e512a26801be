package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.ScriptEndpoint.request;

import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class SharedGenerationsTest {
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final EndpointQueue queue =
            new EndpointQueue(
                    ScriptEndpoint.spec(4, 4), server, EndpointListener.NONE, new VirtualTimers());
    private final SharedGenerations shared = new SharedGenerations(queue::generate);

    @Test
    void the_same_key_in_the_air_is_paid_once_and_answered_twice() {
        Generation first = ask("key");
        List<String> heard = new ArrayList<>();
        Generation second = shared.generate(request("key"), EndpointQueueTest.hearing(heard));

        server.running.get(0).answers("{}");

        assertThat(server.sent).hasSize(1);
        assertThat(first.answer().result()).isEqualTo(second.answer().result());
        assertThat(heard).containsExactly("dispatched");
    }

    @Test
    void only_the_last_who_gives_up_stops_the_generation() {
        Generation first = ask("key");
        Generation second = ask("key");

        first.abort();
        first.abort();
        int before = server.aborted;
        second.abort();

        assertThat(before).isZero();
        assertThat(server.aborted).isEqualTo(1);
    }

    @Test
    void what_has_been_answered_or_given_up_is_asked_anew() {
        ask("key");
        server.running.get(0).answers("{}");
        ask("key").abort();
        ask("key");

        assertThat(server.sent).hasSize(3);
    }

    @Test
    void a_call_without_a_key_shares_nothing() {
        ask("");
        ask("");

        assertThat(server.sent).hasSize(2);
    }

    private Generation ask(String key) {
        return shared.generate(request(key), CallProgress.IGNORED);
    }
}
