package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;

/** An inference server that answers when the test says so. */
public final class ScriptEndpoint implements ModelEndpoint {
    public static final ModelSpec MODEL =
            new ModelSpec("local", "gpu", "llama3.2", 8192, 2048, 0, Duration.ZERO);

    public static final ModelSpec BATCHED =
            new ModelSpec(
                    "backlog",
                    "gpu",
                    "llama3.2",
                    8192,
                    2048,
                    0,
                    Duration.ZERO,
                    Duration.ofMinutes(2));

    /** Those that were sent and have neither been answered nor aborted. */
    public final List<Running> running = new ArrayList<>();

    public final List<ModelRequest> sent = new ArrayList<>();
    public int most;
    public int aborted;
    public boolean closed;

    @Override
    public Generation generate(ModelRequest request) {
        Running one = new Running();
        sent.add(request);
        running.add(one);
        most = Math.max(most, running.size());
        return one;
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }

    public static EndpointSpec spec(int concurrent, int queue) {
        return new EndpointSpec(
                "gpu",
                EndpointSpec.Kind.OLLAMA,
                "http://127.0.0.1:1",
                "",
                concurrent,
                queue,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1));
    }

    public static ModelRequest request(String key) {
        return request(key, MODEL);
    }

    public static ModelRequest request(String key, ModelSpec model) {
        CallTag tag =
                new CallTag(
                        key,
                        "generate_summary",
                        "doc \u00e9\u20ac",
                        "run",
                        "c",
                        1,
                        0,
                        Duration.ofSeconds(60),
                        "run",
                        1);
        return new ModelRequest(
                model,
                new Prompt("s", "i", "d", ""),
                "generate_summary",
                new JsonObject().put("type", "object"),
                tag);
    }

    public static ModelAnswer answer(String text) {
        return new ModelAnswer(
                text,
                ModelAnswer.Stop.COMPLETE,
                ModelUsage.fromJson(
                        new JsonObject()
                                .put("provider", "ollama")
                                .put("model", "llama3.2")
                                .put("inputTokens", 100)
                                .put("outputTokens", 20)),
                Duration.ZERO);
    }

    /** One generation in the air. */
    public final class Running implements Generation {
        private final Promise<ModelAnswer> answer = Promise.promise();
        private Runnable told = () -> {};

        /** As a server does that has begun to stream. */
        public void tellsWhenAborted(ModelUsage used) {
            told =
                    () ->
                            answer.tryFail(
                                    new CallFailure(ErrorClass.CONNECTION, "given up")
                                            .withUsage(List.of(used)));
        }

        public void answers(String text) {
            running.remove(this);
            answer.complete(ScriptEndpoint.answer(text));
        }

        public void fails(ErrorClass errorClass) {
            running.remove(this);
            answer.fail(new CallFailure(errorClass, "scripted"));
        }

        @Override
        public Future<ModelAnswer> answer() {
            return answer.future();
        }

        @Override
        public void abort() {
            if (running.remove(this)) {
                aborted++;
                told.run();
            }
        }
    }
}
