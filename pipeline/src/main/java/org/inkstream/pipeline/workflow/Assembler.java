package org.inkstream.pipeline.workflow;

import java.time.Instant;
import java.util.Collection;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** Makes the result of a run out of the results of its steps. Pure. */
@FunctionalInterface
public interface Assembler {
    Finished assemble(Run run, Collection<StepResult> steps, Instant now);
}
