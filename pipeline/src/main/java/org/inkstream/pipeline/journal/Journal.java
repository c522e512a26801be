package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.util.Collection;
import org.inkstream.pipeline.document.Run;

/** Where it is written what was done for each run, so that no crash makes anybody pay twice. */
public interface Journal {
    /**
     * Opens a run, or finds out why it cannot be ours now.
     *
     * @param intents tools that will be called at once for money or GPU time; kept in the same
     *     write
     */
    Future<Opened> open(Run run, Collection<String> intents);

    /** Goes on with a run that is journalled: one that is parked, or whose owner is gone. */
    Future<Resumed> resume(String runId);
}
