package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.inkstream.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What commands that measure goals have in common: how much, where to, and the measuring. */
final class GoalOptions {
    @Option(
            names = "--runs",
            defaultValue = "3",
            description = "Runs of each arm, in turn (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--documents",
            defaultValue = "0",
            description =
                    "Letters of each run; 0 means what each goal needs, 40 to 600 (default)."
                            + " Thresholds are meant for that many.")
    private int documents;

    @Option(
            names = "--scale",
            defaultValue = "0",
            description =
                    "How many times as fast as real ones the servers run; 0 means what each goal bears"
                            + " on two cores, 0.5 to 20 (default).")
    private double scale;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of letters and arrivals (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a report with charts: one file that needs no other.")
    private @Nullable Path html;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description =
                    "Also keep each run there when it has ended. The same command after an interruption"
                            + " measures only what is not there yet.")
    private @Nullable Path keep;

    /**
     * Measures, prints, and writes what is to be written.
     *
     * @param command whose options these are
     * @param card figures that servers with pages keep to
     * @return its exit code
     */
    int measure(CommandLine command, Set<Goal> goals, String card) throws IOException {
        List<GoalResult> results = play(command, goals, plan(command, card));
        return print(results, command.getOut()) ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    /** After each goal, so that hours are not lost with the last one. */
    private void write(CommandLine command, List<GoalResult> results) throws IOException {
        if (json != null) {
            Files.writeString(json, toJson(results).encodePrettily());
        }
        if (html != null) {
            Files.writeString(html, new HtmlReport(asTyped(command), results).page());
        }
    }

    private GpuPlan plan(CommandLine command, String card) {
        try {
            return new GpuPlan(runs, documents, scale, seed, card);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(command, bad.getMessage(), bad);
        }
    }

    private List<GoalResult> play(CommandLine command, Set<Goal> goals, GpuPlan plan)
            throws IOException {
        long begun = System.nanoTime();
        Consumer<String> progress = line -> say(command.getErr(), line);
        KeptRuns kept = keep == null ? KeptRuns.none() : KeptRuns.in(keep);
        try (Bench bench = new Bench(plan, kept, progress)) {
            List<GoalResult> results = new ArrayList<>();
            for (Goal goal : goals) {
                progress.accept("%s: %s".formatted(goal, goal.title()));
                GoalResult result = goal.play(bench);
                result.thresholds().forEach(threshold -> progress.accept(threshold.inWords()));
                results.add(result);
                write(command, results);
            }
            bench.done();
            progress.accept(
                    "took %d s".formatted(Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
            return results;
        }
    }

    private static boolean print(List<GoalResult> results, PrintWriter out) {
        for (GoalResult result : results) {
            for (ArmResult arm : result.arms()) {
                out.printf(
                        Locale.ROOT,
                        "%s %-24s %s documents/h, cards busy %.2f, from caches %.2f%n",
                        result.goal(),
                        arm.name(),
                        arm.documentsPerHour().show(0),
                        arm.median(sample -> sample.peers().utilisation()),
                        arm.median(sample -> sample.peers().hitShare()));
            }
            result.thresholds().forEach(threshold -> out.println(threshold.inWords()));
            result.remarks().forEach(out::println);
        }
        out.flush();
        return results.stream().allMatch(GoalResult::isReached);
    }

    private static JsonObject toJson(List<GoalResult> results) {
        JsonArray goals = new JsonArray();
        results.forEach(result -> goals.add(result.toJson()));
        return new JsonObject().put("goals", goals);
    }

    private static String asTyped(CommandLine command) {
        String path = command.getCommandSpec().qualifiedName();
        String arguments = String.join(" ", command.getParseResult().originalArgs());
        String word = command.getCommandName();
        return "./" + path + " " + arguments.replaceFirst("^loadtest " + word + " ?", "");
    }

    private static void say(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }
}
