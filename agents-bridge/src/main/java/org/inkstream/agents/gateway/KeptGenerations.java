package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/**
 * Keeps the answer to each question with a key before it is handed out, and hands it out again to
 * whoever says that the key was asked before. Nobody else waits for a look at what is kept. Used on
 * the endpoint's event loop.
 */
final class KeptGenerations {
    private final Asking ask;
    private final AnswerDesk kept;

    KeptGenerations(Asking ask, AnswerDesk kept) {
        this.ask = ask;
        this.kept = kept;
    }

    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        if (request.tag().key().isEmpty()) {
            return ask.generate(request, progress);
        }
        KeptGeneration generation = new KeptGeneration(request, progress);
        generation.start();
        return generation;
    }

    private static String id(ModelRequest request) {
        Prompt prompt = request.prompt();
        return KeptAnswers.id(
                request.tag().key(),
                request.model().name(),
                String.join(
                        "\u001f",
                        prompt.system(),
                        prompt.instruction(),
                        prompt.document(),
                        prompt.context()));
    }

    private final class KeptGeneration implements ModelEndpoint.Generation {
        private final ModelRequest request;
        private final CallProgress progress;
        private final String id;
        private final Promise<ModelAnswer> answer = Promise.promise();
        private Runnable stop = () -> answer.tryFail(givenUp());

        KeptGeneration(ModelRequest request, CallProgress progress) {
            this.request = request;
            this.progress = progress;
            this.id = id(request);
        }

        void start() {
            if (request.tag().askedBefore()) {
                progress.queued();
                kept.find(id).onSuccess(this::found);
            } else {
                begin();
            }
        }

        private void found(Optional<JsonObject> known) {
            known.ifPresentOrElse(
                    json -> answer.tryComplete(GatewayWire.answer(json).again()), this::begin);
        }

        private void begin() {
            if (answer.future().isComplete()) {
                return;
            }
            ModelEndpoint.Generation generation = ask.generate(request, progress);
            stop = generation::abort;
            generation.answer().onComplete(this::keep, answer::tryFail);
        }

        /** An answer that is there is paid for: from here on nobody gives it up. */
        private void keep(ModelAnswer whole) {
            stop = () -> {};
            ModelAnswer named = named(whole);
            kept.keep(id, request.tag().documentId(), GatewayWire.answer(named))
                    .onComplete(durable -> answer.tryComplete(named));
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

    private static CallFailure givenUp() {
        return new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked");
    }

    /** A call that its server gives no name gets one, by which it is known when it comes again. */
    private static ModelAnswer named(ModelAnswer answer) {
        ModelUsage usage = answer.usage();
        return usage.requestId().isEmpty()
                ? answer.withUsage(usage.withRequestId("inkstream-" + UUID.randomUUID()))
                : answer;
    }
}
