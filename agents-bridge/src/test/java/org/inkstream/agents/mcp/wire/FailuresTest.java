package org.inkstream.agents.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final ModelUsage USAGE =
            new ModelUsage("anthropic", "claude", 10, 20, 0, 0, Duration.ofSeconds(1), "req_1");

    @Test
    void what_a_failed_call_used_survives_the_way_with_its_class() {
        CallFailure failure =
                new CallFailure(ErrorClass.OVERLOADED, "busy", Duration.ofSeconds(7))
                        .withUsage(List.of(USAGE));

        CallFailure heard = refusal(Failures.toRpcError(failure).toJson());

        assertThat(heard.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(heard.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(heard.usage()).containsExactly(USAGE);
    }

    @Test
    void usage_that_cannot_be_read_does_not_hide_why_the_call_failed() {
        JsonObject data = new JsonObject().put(Rpc.META_USAGE, new JsonArray().add(7));

        CallFailure heard =
                Failures.ofRefusal(new Message.Refusal(1L, Rpc.OVERLOADED, "busy", data));

        assertThat(heard.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(heard.usage()).isEmpty();
    }

    private static CallFailure refusal(JsonObject error) {
        JsonObject whole = MessageCodec.error(1L, new RpcError(0, "")).put("error", error);
        return Failures.ofRefusal((Message.Refusal) MessageCodec.message(whole));
    }
}
