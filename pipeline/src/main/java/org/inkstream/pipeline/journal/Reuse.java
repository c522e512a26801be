package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.util.Map;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** What was paid for on the same text before, whichever document brought it. */
public interface Reuse {
    /** Nothing is ever used again. */
    Reuse NONE =
            new Reuse() {
                @Override
                public Future<Map<String, StepResult>> find(Run run) {
                    return Future.succeededFuture(Map.of());
                }

                @Override
                public Future<Void> remember(Run run) {
                    return Future.succeededFuture();
                }
            };

    /**
     * Answered results of an earlier run on the text of this one, by tool; each says what made it.
     * Never fails: what cannot be read is bought.
     */
    Future<Map<String, StepResult>> find(Run run);

    /** Completes when those who come with the same text will find the results of this run. */
    Future<Void> remember(Run run);
}
