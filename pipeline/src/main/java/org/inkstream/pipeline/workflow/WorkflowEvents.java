package org.inkstream.pipeline.workflow;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;

/** Observes documents and their steps, for metrics and logs; decides nothing. */
public interface WorkflowEvents {
    /** A run begins here, or goes on where an earlier owner left it. */
    default void opened(Run run, boolean resumed) {}

    /** A tool is about to be called. */
    default void calling(ToolCall call) {}

    /** A step has ended. */
    default void ended(Run run, StepResult result) {}

    /** A document is saved, announced and closed. */
    default void enriched(Run run, Finished finished, Duration took) {}

    /** A healing pass made nothing better: all that is left of it is what it cost. */
    default void unchanged(Run run, Finished finished) {}

    /** A run that was opened here has ended here, whether or not its document is enriched. */
    default void left(Run run, AsyncResult<Settlement> settlement) {}
}
