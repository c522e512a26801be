package org.inkstream.loadtest.scenarios.stack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/** What was seen of a stack. For one thread. */
final class StackResult {
    private final Replacements replacements;
    private final Path folder;
    private final List<Claim> claims = new ArrayList<>();
    private Answers answers = new Answers(0, 0, List.of(), List.of());

    /**
     * @param folder with what is left of it, if something was not as it should be
     */
    StackResult(Replacements replacements, Path folder) {
        this.replacements = replacements;
        this.folder = folder;
    }

    void came(int services, Duration took) {
        add(
                new Claim(
                        services > 0,
                        "%d services were healthy %d s after the one command"
                                .formatted(services - leftOut(), took.toSeconds())));
    }

    private long leftOut() {
        return replacements.byService().values().stream()
                .filter(one -> one.instead() == Replacements.Instead.NOTHING)
                .count();
    }

    void add(Claim claim) {
        claims.add(claim);
    }

    void add(List<Claim> more) {
        claims.addAll(more);
    }

    void answered(Answers all) {
        answers = all;
        add(
                new Claim(
                        all.asked() > 0 && all.unexplained().isEmpty(),
                        "of %d queries of rules and dashboards %d have data as written, the others as alerts that are silent or with a reason%s"
                                .formatted(all.asked(), all.asWritten(), but(all.unexplained()))));
        add(
                new Claim(
                        all.needless().isEmpty(),
                        "every reason for a query without data is needed" + but(all.needless())));
    }

    private static String but(List<String> names) {
        return names.isEmpty() ? "" : ", but not for: " + String.join("; ", names);
    }

    List<Claim> claims() {
        return List.copyOf(claims);
    }

    boolean holds() {
        return claims.stream().allMatch(Claim::holds);
    }

    /** What was not run as it is written, and where traces are. */
    String inWords() {
        StringBuilder words = new StringBuilder();
        replacements
                .byService()
                .forEach(
                        (service, one) ->
                                words.append(
                                        "%-12s %s: %s%n"
                                                .formatted(
                                                        service,
                                                        one.instead()
                                                                        == Replacements.Instead
                                                                                .NOTHING
                                                                ? "left out"
                                                                : "replaced",
                                                        one.why())));
        if (!holds()) {
            words.append("files and output are in %s%n".formatted(folder));
        }
        return words.toString();
    }

    JsonObject toJson() {
        JsonObject replaced = new JsonObject();
        replacements
                .byService()
                .forEach(
                        (service, one) ->
                                replaced.put(
                                        service,
                                        new JsonObject()
                                                .put("instead", one.instead().name())
                                                .put("why", one.why())));
        return new JsonObject()
                .put("holds", holds())
                .put("claims", Claim.toJson(claims))
                .put("replaced", replaced)
                .put(
                        "queries",
                        new JsonObject()
                                .put("asked", answers.asked())
                                .put("withDataAsWritten", answers.asWritten())
                                .put("unexplained", new JsonArray(answers.unexplained()))
                                .put("needless", new JsonArray(answers.needless())));
    }
}
