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
import org.inkstream.agents.inference.RateLimits;
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

    /** What it says about itself, and how often it was asked. */
    public Future<Load> load = Future.failedFuture("silent");

    public int asked;

    /** Whether it says that it is there. */
    public boolean there = true;

    public int pings;

    /** Who hears of its limits. */
    public RateLimits.Listener limits = RateLimits.Listener.IGNORED;

    @Override
    public Generation generate(ModelRequest request) {
        Running one = new Running(request.tag().key());
        sent.add(request);
        running.add(one);
        most = Math.max(most, running.size());
        return one;
    }

    @Override
    public Future<Void> ping() {
        pings++;
        return there ? Future.succeededFuture() : Future.failedFuture("scripted");
    }

    @Override
    public Future<Load> load() {
        asked++;
        return load;
    }

    @Override
    public void listen(RateLimits.Listener listener) {
        limits = listener;
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
        return request(key, model, "run", 1);
    }

    /** One of {@code size} requests of a document. */
    public static ModelRequest request(String key, ModelSpec model, String document, int size) {
        CallTag tag =
                new CallTag(
                        key,
                        "generate_summary",
                        "doc \u00e9\u20ac",
                        document,
                        "c",
                        1,
                        0,
                        Duration.ofSeconds(60),
                        document,
                        size);
        return new ModelRequest(
                model,
                new Prompt("s", "i", "d", ""),
                "generate_summary",
                new JsonObject().put("type", "object"),
                tag);
    }

    /** One of {@code size} requests about a document that is named. */
    public static ModelRequest letter(String key, String document, int size) {
        CallTag tag =
                new CallTag(
                        key,
                        "generate_summary",
                        document,
                        "run of " + document,
                        "c",
                        1,
                        0,
                        Duration.ofSeconds(60),
                        "run of " + document,
                        size);
        return request(key).with(tag);
    }

    /** Keys of what it works on. */
    public List<String> keys() {
        return running.stream().map(one -> one.key).toList();
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
        private final String key;
        private final Promise<ModelAnswer> answer = Promise.promise();
        private final Promise<Void> begun = Promise.promise();
        private Runnable told = () -> {};

        private Running(String key) {
            this.key = key;
        }

        /** The first bytes of the answer. */
        public void begins() {
            begun.complete();
        }

        public void isOverloaded(Duration retryAfter) {
            running.remove(this);
            answer.fail(new CallFailure(ErrorClass.OVERLOADED, "scripted", retryAfter));
        }

        @Override
        public Future<?> begun() {
            return begun.future();
        }

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

        /** The bound on its length was reached. */
        public void isCut(String text) {
            running.remove(this);
            ModelAnswer whole = ScriptEndpoint.answer(text);
            answer.complete(
                    new ModelAnswer(
                            text, ModelAnswer.Stop.LENGTH, whole.usage(), whole.serverWait()));
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
