package org.inkstream.agents.answers;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kept answers for work that must not fail over them: a store that is slow or out of reach delays
 * an answer for a moment, and then it is handed out unkept. Used on one event loop.
 */
public final class AnswerDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(AnswerDesk.class);

    /** Long for a store, short for whoever waits for a model. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final KeptAnswers kept;
    private final Timers timers;

    public AnswerDesk(KeptAnswers kept, Timers timers) {
        this.kept = kept;
        this.timers = timers;
    }

    /** What is kept under this id, as far as anybody can tell now; never fails. */
    public Future<Optional<JsonObject>> find(String id) {
        return Deadlines.within(timers, LONGEST, kept.find(id))
                .recover(
                        failure -> {
                            LOGGER.atWarn()
                                    .setCause(failure)
                                    .log("kept answers cannot be read; the call is made again");
                            return Future.succeededFuture(Optional.empty());
                        });
    }

    /** Completes when the answer may be handed out; never fails. */
    public Future<Void> keep(String id, String documentId, JsonObject answer) {
        return Deadlines.within(timers, LONGEST, kept.keep(id, documentId, answer))
                .recover(
                        failure -> {
                            LOGGER.atWarn()
                                    .addKeyValue("documentId", documentId)
                                    .setCause(failure)
                                    .log(
                                            "an answer could not be kept and is handed out all the same");
                            return Future.succeededFuture();
                        });
    }
}
