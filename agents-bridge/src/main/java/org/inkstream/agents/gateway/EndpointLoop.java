package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.function.Supplier;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint on an event loop of its own, which owns its client and its queue. Its methods are
 * for any thread, once it is deployed.
 */
final class EndpointLoop extends VerticleBase {
    private final EndpointSpec spec;
    private final EndpointOpener opener;
    private final Supplier<KeptAnswers> kept;
    private @Nullable EndpointQueue queue;
    private @Nullable SharedGenerations generations;

    /**
     * @param kept asked once, on the event loop
     */
    EndpointLoop(EndpointSpec spec, EndpointOpener opener, Supplier<KeptAnswers> kept) {
        this.spec = spec;
        this.opener = opener;
        this.kept = kept;
    }

    @Override
    public Future<?> start() {
        Timers timers = new VertxTimers(vertx, context);
        EndpointQueue opened = new EndpointQueue(spec, opener.open(vertx, spec, timers), timers);
        queue = opened;
        AnswerDesk desk = new AnswerDesk(kept.get(), timers);
        generations = new SharedGenerations(new KeptGenerations(opened::generate, desk)::generate);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return queue().close();
    }

    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        Hop hop = new Hop();
        context.runOnContext(now -> hop.start(request, progress));
        return hop;
    }

    Future<EndpointLoad> load() {
        return here(() -> Future.succeededFuture(queue().load()));
    }

    Future<Void> drain() {
        return here(() -> queue().drain());
    }

    private <T> Future<T> here(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    private EndpointQueue queue() {
        if (queue == null) {
            throw new IllegalStateException("the endpoint's event loop is not deployed yet");
        }
        return queue;
    }

    private SharedGenerations generations() {
        if (generations == null) {
            throw new IllegalStateException("the endpoint's event loop is not deployed yet");
        }
        return generations;
    }

    /** A generation that is asked for elsewhere; the event loop keeps begin and abort in order. */
    private final class Hop implements ModelEndpoint.Generation {
        private final Promise<ModelAnswer> answer = Promise.promise();
        private Runnable abort = () -> {};

        void start(ModelRequest request, CallProgress progress) {
            ModelEndpoint.Generation generation = generations().generate(request, progress);
            abort = generation::abort;
            generation.answer().onComplete(answer);
        }

        @Override
        public Future<ModelAnswer> answer() {
            return answer.future();
        }

        @Override
        public void abort() {
            context.runOnContext(now -> abort.run());
        }
    }
}
