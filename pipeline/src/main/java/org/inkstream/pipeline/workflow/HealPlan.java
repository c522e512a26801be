package org.inkstream.pipeline.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.document.StepResult.Ending;
import org.inkstream.pipeline.plan.Plan;

/**
 * What a healing pass takes over from the last run of a letter, and what it does again.
 *
 * @param kept results that stand; none of them costs anything again
 * @param again names of the tools that are called again
 */
record HealPlan(List<StepResult> kept, Set<String> again) {
    HealPlan {
        kept = List.copyOf(kept);
        again = Set.copyOf(again);
    }

    /**
     * @param last how the steps of the last run ended
     * @param wanted the tools that may be called again; empty means all
     */
    static HealPlan of(Collection<StepResult> last, Set<String> wanted, Plan plan) {
        Map<String, StepResult> byTool = new LinkedHashMap<>();
        last.forEach(step -> byTool.put(step.tool(), step));
        Set<String> again = new LinkedHashSet<>();
        byTool.values().stream()
                .filter(HealPlan::failed)
                .map(StepResult::tool)
                .filter(tool -> wanted.isEmpty() || wanted.contains(tool))
                .forEach(again::add);
        // Whoever waited for one of these in vain, and whoever waited for such a one.
        while (plan.tools().stream()
                .filter(tool -> wasNotAsked(byTool, tool) && waitedForOneOf(again, tool))
                .map(Tool::name)
                .map(again::add)
                .reduce(false, Boolean::logicalOr)) {
            // Each round reaches one step further down the plan.
        }
        List<StepResult> kept = new ArrayList<>();
        byTool.values().stream()
                .filter(step -> !again.contains(step.tool()))
                .map(StepResult::usedAgain)
                .forEach(kept::add);
        return new HealPlan(kept, again);
    }

    /** Whether healing may get more out of this tool. */
    static boolean failed(StepResult step) {
        return step.ending() == Ending.FAILED
                || step.ending() == Ending.FALLBACK
                || step.lackedMoney();
    }

    private static boolean wasNotAsked(Map<String, StepResult> byTool, Tool tool) {
        StepResult step = byTool.get(tool.name());
        return step != null && step.ending() == Ending.NOT_ATTEMPTED && step.attempts() == 0;
    }

    private static boolean waitedForOneOf(Set<String> tools, Tool tool) {
        return tool.dependsOn().stream().anyMatch(tools::contains);
    }
}
