package org.inkstream.agents.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.inkstream.catalogue.ErrorClass;

/** An agent that does what the test says, attempt by attempt; silent when the script is over. */
final class ScriptAgent implements Agent {
    /** What became of each attempt, in order. */
    final List<Told> attempts = new ArrayList<>();

    private final Deque<Future<ToolReply>> script = new ArrayDeque<>();

    /** One attempt as the agent saw it. */
    static final class Told implements Exchange {
        final Promise<ToolReply> promise = Promise.promise();
        final CallProgress progress;
        int aborts;

        Told(CallProgress progress) {
            this.progress = progress;
        }

        @Override
        public Future<ToolReply> reply() {
            return promise.future();
        }

        @Override
        public void abort() {
            aborts++;
        }
    }

    ScriptAgent thenAnswers(JsonObject result) {
        script.add(Future.succeededFuture(new ToolReply(result, List.of())));
        return this;
    }

    ScriptAgent thenFails(ErrorClass errorClass) {
        return thenFails(new CallFailure(errorClass, "scripted"));
    }

    ScriptAgent thenFails(Throwable failure) {
        script.add(Future.failedFuture(failure));
        return this;
    }

    ScriptAgent thenStaysSilent() {
        script.add(Promise.<ToolReply>promise().future());
        return this;
    }

    @Override
    public Exchange call(ToolCall call, int attempt, CallProgress progress) {
        Told told = new Told(progress);
        attempts.add(told);
        if (!script.isEmpty()) {
            script.remove().onComplete(told.promise);
        }
        return told;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
