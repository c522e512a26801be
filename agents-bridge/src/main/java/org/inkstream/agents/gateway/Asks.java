package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.schedule.Allowance;
import org.inkstream.agents.gateway.schedule.Ask;
import org.inkstream.agents.gateway.schedule.Ending;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.agents.inference.RateLimits;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.identity.Hashes;

/** What the scheduler needs to know of requests and answers. */
final class Asks {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int FIRST_WORDS = 1_024;
    private static final String BETWEEN = "\u001f";

    private Asks() {}

    static Ask of(long id, ModelRequest request) {
        CallTag tag = request.tag();
        Prompt prompt = request.prompt();
        long characters =
                (long) prompt.system().length()
                        + prompt.instruction().length()
                        + prompt.document().length()
                        + prompt.context().length();
        return new Ask(
                id,
                request.model().model(),
                tag.groupId(),
                tag.groupSize(),
                tag.collectionId(),
                tag.priority(),
                tag.tool(),
                tag.remaining(),
                characters / CHARACTERS_PER_TOKEN + 1,
                request.model().maxOutputTokens());
    }

    /**
     * The same for requests that begin with the same document, as far as can be told: by what
     * callers say, else by its first words.
     */
    static String documentKey(ModelRequest request) {
        CallTag tag = request.tag();
        Prompt prompt = request.prompt();
        String model = request.model().model();
        if (!tag.documentId().isEmpty()) {
            return String.join(BETWEEN, model, tag.collectionId(), tag.documentId());
        }
        if (!tag.groupId().isEmpty()) {
            return String.join(BETWEEN, model, tag.groupId());
        }
        String document = prompt.document();
        String first = document.substring(0, Math.min(FIRST_WORDS, document.length()));
        return String.join(BETWEEN, model, Hashes.sha256(prompt.system() + BETWEEN + first));
    }

    static Ending ending(AsyncResult<ModelAnswer> outcome) {
        if (outcome.succeeded()) {
            ModelAnswer answer = outcome.result();
            return new Ending.Answered(answer.usage().tokens().output(), answer.serverWait());
        }
        return outcome.cause() instanceof CallFailure failure
                        && failure.errorClass() == ErrorClass.OVERLOADED
                ? new Ending.Overloaded(failure.retryAfter())
                : new Ending.Failed();
    }

    static List<Allowance> allowances(RateLimits limits, Instant now) {
        return limits.buckets().entrySet().stream()
                .map(
                        one ->
                                new Allowance(
                                        Allowance.Counted.valueOf(one.getKey().name()),
                                        one.getValue().limit(),
                                        one.getValue().remaining(),
                                        until(one.getValue().reset(), now)))
                .toList();
    }

    private static Duration until(Instant reset, Instant now) {
        Duration left = Duration.between(now, reset);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
