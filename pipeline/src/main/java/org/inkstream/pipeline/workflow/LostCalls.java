package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.Tries;
import org.inkstream.catalogue.Tool;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.plan.Plan;

/**
 * The calls of one run that an owner before us may have made, and whose outcome nobody received:
 * how each is made again, and what it can have cost. Used on the run's event loop.
 */
final class LostCalls {
    static final String WHY_PARKED =
            "it was called before, and nobody knows what came of it or what it cost";

    private final OpenRun open;
    private final Plan plan;
    private final ToolCalls calls;

    /** How many calls of each tool were lost, this owner's predecessor's included. */
    private Map<String, Integer> counts = Map.of();

    LostCalls(OpenRun open, Plan plan, ToolCalls calls) {
        this.open = open;
        this.plan = plan;
        this.calls = calls;
    }

    /**
     * Counts them durably before anything is called again, so that each owner's calls are counted
     * though one after another dies. Costs nothing where nothing was lost.
     */
    Future<Void> count() {
        // A process that ends calls nothing again, so that there is nothing to count.
        if (!open.resumed() || calls.ending()) {
            return Future.succeededFuture();
        }
        Map<String, Integer> lost = new LinkedHashMap<>();
        plan.tools().stream()
                .filter(tool -> open.intended().contains(tool.name()))
                .filter(tool -> calls.costs(tool.agent()))
                .forEach(tool -> lost.put(tool.name(), before(tool.name()) + 1));
        counts = lost;
        return open.lose(lost);
    }

    private int before(String tool) {
        return open.lost().getOrDefault(tool, 0);
    }

    /** Whether the call may not be made again unless a person says so. */
    boolean mustBeParked(Tool tool) {
        return isLost(tool.name())
                && !calls.honoursKeys(tool.agent())
                && tool.onUnknown() == Tool.OnUnknown.PARK;
    }

    /**
     * The call as it is made now: as any other, unless one like it was lost, whose bill it then
     * carries.
     */
    ToolCall again(ToolCall call, Tool tool) {
        if (!isLost(call.tool())) {
            return call;
        }
        boolean anew = tool.onUnknown() == Tool.OnUnknown.REBUY && !calls.honoursKeys(tool.agent());
        ToolCall asked =
                anew
                        ? call.underKey(call.key() + "-" + counts.get(call.tool()))
                        : call.askedAgain();
        List<ModelUsage> billed = new ArrayList<>(call.before().usage());
        billed.addAll(usage(call));
        return asked.after(new Tries(call.before().attempts(), call.before().retries(), billed));
    }

    /** The most that the lost calls like this one can have used, under names of their own. */
    private List<ModelUsage> usage(ToolCall call) {
        Optional<ModelUsage> most = calls.atMost(call);
        // What was lost before the run was parked stands with what was tried then.
        Set<String> billed =
                call.before().usage().stream()
                        .map(ModelUsage::requestId)
                        .collect(Collectors.toSet());
        return IntStream.rangeClosed(1, counts.getOrDefault(call.tool(), 0))
                .boxed()
                .flatMap(owner -> most.stream().map(one -> one.withRequestId("owner-" + owner)))
                .filter(one -> !billed.contains(one.requestId()))
                .toList();
    }

    boolean isLost(String tool) {
        return counts.containsKey(tool);
    }
}
