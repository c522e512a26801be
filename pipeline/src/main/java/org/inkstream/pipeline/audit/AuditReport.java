package org.inkstream.pipeline.audit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the books stand.
 *
 * @param counts what there is, by name, in the order in which people read it
 * @param findings what does not add up
 * @param notCompared what could not be compared, and why, for people
 */
public record AuditReport(
        Map<String, Long> counts, List<Finding> findings, List<String> notCompared) {
    public AuditReport {
        counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        findings = List.copyOf(findings);
        notCompared = List.copyOf(notCompared);
    }

    /** The same, of books of which so much cannot be read. */
    public AuditReport without(List<String> unread) {
        return new AuditReport(counts, findings, unread);
    }

    /** Whether nothing is wrong, as far as it could be compared. */
    public boolean agrees() {
        return findings.isEmpty();
    }

    /**
     * A table for people.
     *
     * @param shown findings of each kind that are named
     */
    public List<String> lines(int shown) {
        List<String> lines = new ArrayList<>();
        counts.forEach((what, count) -> lines.add("%-16s %,12d".formatted(what, count)));
        lines.add("");
        Map<Problem, List<Finding>> byProblem = byProblem();
        for (Problem problem : Problem.values()) {
            List<Finding> found = byProblem.getOrDefault(problem, List.of());
            lines.add("%,12d  %s".formatted(found.size(), problem.title()));
            found.stream()
                    .limit(shown)
                    .forEach(one -> lines.add("%14s%s  %s".formatted("", one.id(), one.detail())));
            if (found.size() > shown) {
                lines.add("%14sand %,d more".formatted("", found.size() - shown));
            }
            if (!found.isEmpty()) {
                lines.add("%14s→ %s".formatted("", problem.remedy()));
            }
        }
        lines.add("");
        notCompared.forEach(what -> lines.add("not compared: " + what));
        String extent = notCompared.isEmpty() ? "" : ", as far as they can be compared";
        lines.add(agrees() ? "the books agree" + extent : "the books do not agree");
        return lines;
    }

    /**
     * @param shown findings of each kind that are named
     */
    public JsonObject toJson(int shown) {
        JsonObject numbers = new JsonObject();
        counts.forEach((what, count) -> numbers.put(what.replaceAll("[ .]", "_"), count));
        JsonObject problems = new JsonObject();
        Map<Problem, List<Finding>> byProblem = byProblem();
        for (Problem problem : Problem.values()) {
            List<Finding> found = byProblem.getOrDefault(problem, List.of());
            JsonArray first = new JsonArray();
            found.stream().limit(shown).map(Finding::toJson).forEach(first::add);
            problems.put(
                    problem.wireName(),
                    new JsonObject().put("count", found.size()).put("first", first));
        }
        return new JsonObject()
                .put("agrees", agrees())
                .put("counts", numbers)
                .put("problems", problems)
                .put("notCompared", new JsonArray(notCompared));
    }

    private Map<Problem, List<Finding>> byProblem() {
        Map<Problem, List<Finding>> byProblem = new EnumMap<>(Problem.class);
        findings.forEach(
                one ->
                        byProblem
                                .computeIfAbsent(one.problem(), first -> new ArrayList<>())
                                .add(one));
        return byProblem;
    }
}
