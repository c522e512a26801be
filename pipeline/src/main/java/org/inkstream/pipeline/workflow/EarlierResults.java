package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.catalogue.Tool;
import org.inkstream.identity.Hashes;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.journal.Reuse;
import org.inkstream.pipeline.plan.Plan;

/**
 * What a run may use again of what was paid for on the same text, and what of its own others may:
 * the same tool, arguments, prompt, models and agents give the same result. Immutable.
 */
final class EarlierResults {
    private final Reuse reuse;
    private final ToolCalls calls;
    private final Map<String, StepResult> byTool;

    private EarlierResults(Reuse reuse, ToolCalls calls, Map<String, StepResult> byTool) {
        this.reuse = reuse;
        this.calls = calls;
        this.byTool = byTool;
    }

    /** For a run that neither uses anything again nor is used again. */
    static EarlierResults none(ToolCalls calls) {
        return new EarlierResults(Reuse.NONE, calls, Map.of());
    }

    /** What there is for this run; one look at the store, which runs that open together share. */
    static Future<EarlierResults> of(Run run, Reuse reuse, ToolCalls calls) {
        return reuse.find(run).map(found -> new EarlierResults(reuse, calls, found));
    }

    /**
     * The tools among these that must be called, because there is no result for them.
     *
     * @param tools that need nothing of other tools
     */
    List<Tool> without(Collection<Tool> tools, Run run, Plan plan) {
        return tools.stream().filter(tool -> byTool.isEmpty() || !has(tool, run, plan)).toList();
    }

    private boolean has(Tool tool, Run run, Plan plan) {
        try {
            return known(tool, run, plan);
        } catch (RuntimeException bug) {
            // It comes again when the run is open, and can be given up.
            return false;
        }
    }

    private boolean known(Tool tool, Run run, Plan plan) {
        return plan.prepare(tool, run.event(), Map.of())
                .match(
                        callable -> find(tool.name(), callable.inputHash()).isPresent(),
                        notPossible -> false);
    }

    /** The result that this call would have, as one that costs nothing. */
    Optional<StepResult> result(ToolCall call, String inputHash, Instant now) {
        return find(call.tool(), inputHash)
                .map(
                        known ->
                                new StepResult(
                                        call.tool(),
                                        call.agent(),
                                        StepResult.Ending.CACHED,
                                        "",
                                        "",
                                        0,
                                        Duration.ZERO,
                                        known.result(),
                                        List.of(),
                                        now,
                                        known.reuseKey()));
    }

    private Optional<StepResult> find(String tool, String inputHash) {
        return Optional.ofNullable(byTool.get(tool))
                .filter(known -> known.reuseKey().equals(key(tool, inputHash)));
    }

    /** By what others find the result of this call; empty if they must not. */
    String key(String tool, String inputHash) {
        String madeBy = reuse == Reuse.NONE ? "" : calls.madeBy(tool);
        return madeBy.isEmpty()
                ? ""
                : Hashes.sha256(String.join("\u001f", tool, inputHash, madeBy));
    }

    /** Lets others find the results of this run, if it has paid for any. */
    Future<Void> remember(Run run, Collection<StepResult> steps) {
        return steps.stream().anyMatch(StepResult::isNewlyPaid)
                ? reuse.remember(run)
                : Future.succeededFuture();
    }
}
