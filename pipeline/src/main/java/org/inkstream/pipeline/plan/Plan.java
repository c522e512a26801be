package org.inkstream.pipeline.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.StepResult;

/**
 * Which tool may start when, and with which arguments. A tool starts as soon as the tools it takes
 * arguments from have ended, however they ended. Immutable; shared by all event loops.
 */
public final class Plan {
    private final Map<String, Step> steps;

    private Plan(Map<String, Step> steps) {
        this.steps = steps;
    }

    /**
     * A dependency on a tool that the catalogue does not have is an argument that never comes.
     *
     * @throws IllegalArgumentException if tools wait for each other in a circle, take an argument
     *     from an unknown source, or take one that their input schema does not have
     */
    public static Plan of(ToolCatalogue catalogue) {
        Map<String, Step> steps = new LinkedHashMap<>();
        for (Tool tool : catalogue.tools()) {
            Set<String> waitsFor = new LinkedHashSet<>(tool.dependsOn());
            waitsFor.retainAll(catalogue.byName().keySet());
            steps.put(tool.name(), new Step(Recipe.of(tool), Set.copyOf(waitsFor)));
        }
        refuseCircles(steps);
        return new Plan(steps);
    }

    /** Every tool, in catalogue order. */
    public List<Tool> tools() {
        return steps.values().stream().map(Step::tool).toList();
    }

    /**
     * The tools that may start now, in catalogue order.
     *
     * @param finished names of the tools that have ended, in whatever way
     * @param started names of the tools that are in the air; may contain finished ones
     */
    public List<Tool> ready(Set<String> finished, Set<String> started) {
        List<Tool> ready = new ArrayList<>();
        for (Step step : steps.values()) {
            if (!finished.contains(step.name())
                    && !started.contains(step.name())
                    && finished.containsAll(step.waitsFor())) {
                ready.add(step.tool());
            }
        }
        return ready;
    }

    /** Whether every tool has ended. */
    public boolean complete(Set<String> finished) {
        return finished.containsAll(steps.keySet());
    }

    /**
     * The arguments of a tool. An optional argument whose source has nothing is left out; a
     * required one makes the call impossible.
     *
     * <p>The input hash is the SHA-256 of the canonical arguments in which the letter's text is
     * replaced by its own hash, so that 21 tools do not hash one text 21 times; two calls have the
     * same arguments exactly if they have the same input hash.
     *
     * @param tool one of this plan
     * @param finished results by tool name; those that the tool waits for must be among them
     */
    public Preparation prepare(Tool tool, OcrCompleted event, Map<String, StepResult> finished) {
        Step step = steps.get(tool.name());
        if (step == null) {
            throw new IllegalArgumentException("tool " + tool.name() + " is not in this plan");
        }
        return step.recipe().prepare(event, finished);
    }

    private static void refuseCircles(Map<String, Step> steps) {
        Set<String> ordered = new LinkedHashSet<>();
        Collection<Step> left = new LinkedHashSet<>(steps.values());
        while (left.removeIf(
                step -> ordered.containsAll(step.waitsFor()) && ordered.add(step.name()))) {
            // Each round takes out what can be ordered now.
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "these tools wait for each other: "
                            + left.stream().map(Step::name).toList()
                            + "; remove one of the inputs that go in a circle");
        }
    }

    /**
     * @param waitsFor tools of this plan that must have ended before
     */
    private record Step(Recipe recipe, Set<String> waitsFor) {
        Tool tool() {
            return recipe.tool();
        }

        String name() {
            return tool().name();
        }
    }
}
