package org.inkstream.agents.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;

/**
 * A generation that is asked for on another event loop, which keeps begin and abort in order; the
 * answer comes there.
 */
final class Hop implements ModelEndpoint.Generation {
    private final Context there;
    private final Promise<ModelAnswer> answer = Promise.promise();
    private Runnable abort = () -> {};

    private Hop(Context there) {
        this.there = there;
    }

    /**
     * @param begin called there
     */
    static Hop to(Context there, Supplier<ModelEndpoint.Generation> begin) {
        Hop hop = new Hop(there);
        there.runOnContext(now -> hop.start(begin.get()));
        return hop;
    }

    private void start(ModelEndpoint.Generation generation) {
        abort = generation::abort;
        generation.answer().onComplete(answer);
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    @Override
    public void abort() {
        there.runOnContext(now -> abort.run());
    }
}
