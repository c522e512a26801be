package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.Tries;
import org.inkstream.catalogue.Tool;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.plan.Preparation;

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

    /**
     * How many calls of each tool were lost, by all owners before us; those that answered left out.
     */
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    LostCalls(OpenRun open, Plan plan, ToolCalls calls) {
        this.open = open;
        this.plan = plan;
        this.calls = calls;
        if (open.resumed()) {
            count();
        }
    }

    private void count() {
        for (Tool tool : plan.tools()) {
            String name = tool.name();
            int lost = open.lost().getOrDefault(name, 0) + (open.intended().contains(name) ? 1 : 0);
            if (lost > 0 && calls.costs(tool.agent()) && !open.results().containsKey(name)) {
                counts.put(name, lost);
            }
        }
    }

    /**
     * Counts them durably before anything is called again, so that each owner's calls are counted
     * though one after another dies. Costs nothing where nothing was lost.
     */
    Future<Void> keep() {
        // A process that ends calls nothing again, so that there is nothing to count.
        if (calls.ending()) {
            return Future.succeededFuture();
        }
        Map<String, Integer> fresh = new LinkedHashMap<>(counts);
        fresh.keySet().retainAll(open.intended());
        return open.lose(fresh);
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
            return counts.containsKey(call.tool()) ? call.askedAgain() : call;
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
        return unbilled(call.tool())
                .flatMap(name -> most.stream().map(one -> one.withRequestId(name)))
                .toList();
    }

    /** What was lost before an attempt failed, or the run was parked, stands with those tries. */
    private Stream<String> unbilled(String tool) {
        Set<String> billed =
                Stream.ofNullable(open.past().get(tool))
                        .flatMap(past -> past.usage().stream())
                        .map(ModelUsage::requestId)
                        .collect(Collectors.toSet());
        return IntStream.rangeClosed(1, counts.getOrDefault(tool, 0))
                .mapToObj(owner -> "owner-" + owner)
                .filter(name -> !billed.contains(name));
    }

    /** Whether a call was lost that is on no account yet. */
    boolean isLost(String tool) {
        return counts.containsKey(tool) && unbilled(tool).findAny().isPresent();
    }

    /**
     * What calls cost that came to no result, of a run that will not go on.
     *
     * @param why for people
     */
    List<StepResult> bills(Run run, String why, Instant now) {
        List<StepResult> bills = new ArrayList<>();
        for (Tool tool : plan.tools()) {
            if (calls.costs(tool.agent()) && !open.results().containsKey(tool.name())) {
                plan.prepare(tool, run.event(), open.results())
                        .match(
                                callable -> bills.add(bill(run, tool, callable, why, now)),
                                notPossible -> false);
            }
        }
        return bills;
    }

    private StepResult bill(
            Run run, Tool tool, Preparation.Callable callable, String why, Instant now) {
        ToolCall call =
                new CallsOfRun(run)
                        .of(tool, callable)
                        .after(Postponement.tries(open.past().get(tool.name())));
        return StepResult.notAttempted(tool.name(), tool.agent(), why)
                .after(again(call, tool).before().usage())
                .endedAt(now);
    }
}
