package org.inkstream.agents.gateway.fusion;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/** The generation of one tool, as its caller sees it, wherever it really comes from. */
final class Part implements ModelEndpoint.Generation {
    private final ModelRequest request;
    private final CallProgress progress;
    private final Promise<ModelAnswer> answer = Promise.promise();
    private Runnable stop = () -> {};

    Part(ModelRequest request, CallProgress progress) {
        this.request = request;
        this.progress = progress;
    }

    ModelRequest request() {
        return request;
    }

    CallProgress progress() {
        return progress;
    }

    String tool() {
        return request.tag().tool();
    }

    /** Whether its caller still waits for how it ends. */
    boolean isOpen() {
        return !answer.future().isComplete();
    }

    /** How it is given up from now on. */
    void stoppedBy(Runnable stopping) {
        stop = stopping;
    }

    void complete(ModelAnswer whole) {
        stop = () -> {};
        answer.tryComplete(whole);
    }

    void fail(Throwable cause) {
        stop = () -> {};
        answer.tryFail(cause);
    }

    /**
     * Asks for this tool and no other.
     *
     * @param used what was used for it before
     */
    void askAlone(Means means, ModelRequest alone, List<ModelUsage> used) {
        stop = () -> {};
        ModelEndpoint.Generation generation = means.ask().apply(alone, progress);
        if (!generation.answer().isComplete()) {
            stop = generation::abort;
        }
        generation
                .answer()
                .onComplete(
                        whole -> complete(whole.after(used)), cause -> fail(billed(cause, used)));
    }

    static Throwable billed(Throwable cause, List<ModelUsage> used) {
        return cause instanceof CallFailure failure && !used.isEmpty()
                ? failure.withUsage(Stream.concat(used.stream(), failure.usage().stream()).toList())
                : cause;
    }

    static CallFailure givenUp() {
        return new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked");
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    @Override
    public void abort() {
        stop.run();
    }
}
