package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** Where it is written what was done for each run, so that no crash makes anybody pay twice. */
public interface Journal {
    /**
     * Opens a run, or finds out why it cannot be ours now.
     *
     * @param intents tools that will be called at once for money or GPU time; kept in the same
     *     write
     */
    default Future<Opened> open(Run run, Collection<String> intents) {
        return open(run, intents, List.of());
    }

    /**
     * The same for a run that builds on another one.
     *
     * @param known results that it begins with; kept in the same write
     */
    Future<Opened> open(Run run, Collection<String> intents, Collection<StepResult> known);

    /** What is known of a run, whoever has it. */
    Future<KeptRun> kept(String runId);

    /** Goes on with a run that is journalled: one that is parked, or whose owner is gone. */
    Future<Resumed> resume(String runId);
}
