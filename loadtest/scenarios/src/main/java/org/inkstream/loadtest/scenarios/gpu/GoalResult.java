package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a goal came to.
 *
 * @param commands by which the servers were started
 * @param charts as SVG
 * @param remarks for people
 */
record GoalResult(
        Goal goal,
        Workload workload,
        double scale,
        List<String> commands,
        List<ArmResult> arms,
        List<Threshold> thresholds,
        List<String> charts,
        List<String> remarks) {
    GoalResult {
        commands = List.copyOf(commands);
        arms = List.copyOf(arms);
        thresholds = List.copyOf(thresholds);
        charts = List.copyOf(charts);
        remarks = List.copyOf(remarks);
    }

    /** The same with more arms of another workload behind it. */
    GoalResult and(GoalResult other) {
        return new GoalResult(
                goal,
                workload,
                scale,
                joined(commands, other.commands),
                joined(arms, other.arms),
                joined(thresholds, other.thresholds),
                joined(charts, other.charts),
                joined(remarks, other.remarks));
    }

    /** The same with more charts behind it. */
    GoalResult withCharts(List<String> more) {
        return new GoalResult(
                goal, workload, scale, commands, arms, thresholds, joined(charts, more), remarks);
    }

    /** The same with one threshold more. */
    GoalResult with(Threshold more) {
        return new GoalResult(
                goal,
                workload,
                scale,
                commands,
                arms,
                joined(thresholds, List.of(more)),
                charts,
                remarks);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        second.stream().filter(one -> !first.contains(one)).forEach(all::add);
        return all;
    }

    boolean isReached() {
        return thresholds.stream().allMatch(Threshold::isReached);
    }

    JsonObject toJson() {
        JsonArray results = new JsonArray();
        arms.forEach(arm -> results.add(arm.toJson()));
        JsonArray bounds = new JsonArray();
        thresholds.forEach(threshold -> bounds.add(threshold.toJson()));
        return new JsonObject()
                .put("goal", goal.name())
                .put("title", goal.title())
                .put("documents", workload.documents())
                .put("letterTokens", workload.letterTokens())
                .put("tools", asJson(workload))
                .put("scale", scale)
                .put("servers", new JsonArray(commands))
                .put("arms", results)
                .put("thresholds", bounds)
                .put("remarks", new JsonArray(remarks));
    }

    private static JsonObject asJson(Workload workload) {
        JsonObject tools = new JsonObject();
        workload.toolsByModel().forEach((model, names) -> tools.put(model, new JsonArray(names)));
        return tools;
    }
}
