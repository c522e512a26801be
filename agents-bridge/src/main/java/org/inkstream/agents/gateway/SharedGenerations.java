package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * Lets whoever asks the same thing under the same key, while it is in the air, have the same answer
 * instead of paying for it twice. Not thread-safe: used on the endpoint's event loop.
 */
final class SharedGenerations {
    private final Asking ask;
    private final Map<Question, Shared> inTheAir = new HashMap<>();

    SharedGenerations(Asking ask) {
        this.ask = ask;
    }

    /** The same, and answers are kept for whoever asks again later. */
    static Asking keeping(Asking ask, KeptAnswers kept, Timers timers) {
        AnswerDesk desk = new AnswerDesk(kept, timers);
        return new SharedGenerations(new KeptGenerations(ask, desk)::generate)::generate;
    }

    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        if (request.tag().key().isEmpty()) {
            return ask.generate(request, progress);
        }
        Question question =
                new Question(request.tag().key(), request.model().name(), request.prompt());
        Shared known = inTheAir.get(question);
        if (known != null) {
            return known.join(progress);
        }
        Shared begun = new Shared(question);
        inTheAir.put(question, begun);
        Sharer first = begun.join(progress);
        begun.start(request);
        return first;
    }

    /** The prompt too, because a call may ask one model twice, the second time for a repair. */
    private record Question(String key, String model, Prompt prompt) {}

    /** One generation and all who wait for it. */
    private final class Shared implements CallProgress {
        private final Question question;
        private final List<Sharer> sharers = new ArrayList<>(1);

        /** Until it is asked for, which nobody can give up. */
        private ModelEndpoint.Generation generation = new NoGeneration(givenUp());

        private boolean queued;
        private boolean dispatched;

        Shared(Question question) {
            this.question = question;
        }

        void start(ModelRequest request) {
            generation = ask.generate(request, this);
            generation.answer().onComplete(this::hear);
        }

        Sharer join(CallProgress progress) {
            Sharer sharer = new Sharer(this, progress);
            sharers.add(sharer);
            if (dispatched) {
                progress.dispatched();
            } else if (queued) {
                progress.queued();
            }
            return sharer;
        }

        /** The others go on and pay; whoever leaves last hears how the generation ends. */
        void leave(Sharer sharer) {
            if (!sharers.remove(sharer)) {
                return;
            }
            if (sharers.isEmpty()) {
                inTheAir.remove(question, this);
                generation.abort();
                generation.answer().onComplete(sharer.answer);
            } else {
                sharer.answer.fail(givenUp());
            }
        }

        @Override
        public void queued() {
            queued = true;
            List.copyOf(sharers).forEach(sharer -> sharer.progress.queued());
        }

        @Override
        public void dispatched() {
            dispatched = true;
            List.copyOf(sharers).forEach(sharer -> sharer.progress.dispatched());
        }

        private void hear(AsyncResult<ModelAnswer> outcome) {
            inTheAir.remove(question, this);
            List<Sharer> all = List.copyOf(sharers);
            sharers.clear();
            for (Sharer sharer : all) {
                if (outcome.succeeded()) {
                    sharer.answer.complete(outcome.result());
                } else {
                    sharer.answer.fail(outcome.cause());
                }
            }
        }
    }

    private static CallFailure givenUp() {
        return new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked");
    }

    /** One of those who wait. */
    private static final class Sharer implements ModelEndpoint.Generation {
        private final Shared shared;
        private final CallProgress progress;
        private final Promise<ModelAnswer> answer = Promise.promise();

        Sharer(Shared shared, CallProgress progress) {
            this.shared = shared;
            this.progress = progress;
        }

        @Override
        public Future<ModelAnswer> answer() {
            return answer.future();
        }

        @Override
        public void abort() {
            shared.leave(this);
        }
    }
}
