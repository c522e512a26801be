package org.inkstream.pipeline.workflow;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** Makes the result of a run out of the results of its steps. Pure. */
@FunctionalInterface
public interface Assembler {
    Finished assemble(Run run, Collection<StepResult> steps, Instant now);

    /**
     * The same for a pass over a letter that is stored already.
     *
     * @param current the letter as it is stored, from which what people said is kept
     */
    default Finished assemble(
            Run run, Collection<StepResult> steps, JsonObject current, Instant now) {
        return assemble(run, steps, now);
    }

    /** What these steps cost, of a run that will have no result. */
    default Bill bill(Run run, Collection<StepResult> steps, Instant now) {
        return Bill.NOTHING;
    }
}
