package org.inkstream.agents.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.loadtest.peers.models.Dialect;
import org.junit.jupiter.api.Test;

class FrontDoorBudgetTest {
    private static final String WHY = "the budget of the day is used up";

    @Test
    void a_caller_without_money_is_told_which_budget_is_used_up() {
        try (DoorHarness door =
                new DoorHarness(Dialect.ANTHROPIC, (vertx, spec, timers) -> new NoMoney())) {
            HttpResponse<String> refused =
                    door.post("/api/generate", "{\"model\":\"letters\",\"prompt\":\"What of?\"}");

            assertThat(refused.statusCode()).isEqualTo(402);
            assertThat(new JsonObject(refused.body()).getString("error")).isEqualTo(WHY);
        }
    }

    /** A paid API for which no money is left. */
    private static final class NoMoney implements ModelEndpoint {
        @Override
        public Generation generate(ModelRequest request) {
            return new Generation() {
                @Override
                public Future<ModelAnswer> answer() {
                    return Future.failedFuture(CallFailure.overBudget(WHY));
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
