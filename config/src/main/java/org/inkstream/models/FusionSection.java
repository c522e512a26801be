package org.inkstream.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.inkstream.yaml.Problems;
import org.inkstream.yaml.Section;
import org.inkstream.yaml.Spelling;

/** Reads which tools are asked together, and finds out whether they can be. */
final class FusionSection {
    private final Set<String> tools;
    private final Map<String, ModelSpec> models;
    private final Function<String, Route> routes;
    private final Problems problems;
    private final Set<String> placed = new HashSet<>();

    /**
     * @param models those that could be read
     * @param routes of each tool
     */
    FusionSection(
            Set<String> tools,
            Map<String, ModelSpec> models,
            Function<String, Route> routes,
            Problems problems) {
        this.tools = tools;
        this.models = models;
        this.routes = routes;
        this.problems = problems;
    }

    Fusion read(Section section) {
        Duration linger = section.duration("linger", Fusion.USUAL_LINGER);
        List<List<String>> groups = new ArrayList<>();
        for (Object group : section.values("groups")) {
            String place = "fusion.groups." + (groups.size() + 1);
            List<String> names =
                    group instanceof List<?> list
                            ? list.stream().map(String::valueOf).toList()
                            : List.of();
            check(names, place);
            groups.add(names);
        }
        section.nothingElse();
        try {
            return new Fusion(groups, linger);
        } catch (IllegalArgumentException outOfRange) {
            problems.add("fusion", String.valueOf(outOfRange.getMessage()));
            return Fusion.NONE;
        }
    }

    private void check(List<String> names, String place) {
        if (names.size() < 2) {
            problems.add(
                    place,
                    "must be a list of two tools or more, such as [extract_people, extract_events]");
        }
        for (String tool : names) {
            if (!tools.contains(tool)) {
                problems.add(place, "there is no tool '" + tool + "'" + Spelling.hint(tool, tools));
            } else if (!placed.add(tool)) {
                problems.add(
                        place, tool + " stands here and before: a tool may be in one group once");
            }
        }
        checkRoutes(names, place);
    }

    private void checkRoutes(List<String> names, String place) {
        if (names.size() < 2) {
            return;
        }
        String first = names.get(0);
        Route route = routes.apply(first);
        for (String other : names) {
            if (!routes.apply(other).equals(route)) {
                problems.add(
                        place,
                        "tools that are asked together need the same route, but %s has %s and %s %s"
                                .formatted(
                                        first, route.words(), other, routes.apply(other).words()));
                return;
            }
        }
        if (!route.asksModels()) {
            problems.add(place, "these tools ask no model: their route is " + route.words());
        }
        route.models().stream()
                .filter(models::containsKey)
                .map(models::get)
                .forEach(model -> checkRoom(model, names.size(), place));
    }

    /** An answer may be as long as those of all tools together. */
    private void checkRoom(ModelSpec model, int count, String place) {
        long longest = (long) count * model.maxOutputTokens();
        if (longest >= model.contextTokens()) {
            problems.add(
                    place,
                    ("%d answers of up to %d tokens (maxOutputTokens of model %s) leave no room for"
                                    + " a letter in its %d contextTokens; make the group smaller, or"
                                    + " the one number larger or the other smaller")
                            .formatted(
                                    count,
                                    model.maxOutputTokens(),
                                    model.name(),
                                    model.contextTokens()));
        }
    }
}
