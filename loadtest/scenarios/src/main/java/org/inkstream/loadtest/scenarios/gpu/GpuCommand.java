package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well GPUs are kept busy, beside other ways to do the same. */
@Command(
        name = "gpu",
        description = {
            "Sends letters through Kafka, a worker and its gateway to simulated inference servers,"
                    + " and the same letters in other orders and by other clients, in turn.",
            "Figures are in the servers' time, which runs --scale times as fast as real time. Servers are"
                    + " simulated: figures say how calls are scheduled, not what a card does.",
            "Ends with 0 if all thresholds are reached, with 2 otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest gpu                     one model on four slots (G1)",
            "  inkstream loadtest gpu --all --json gpu.json --html gpu.html",
            "  inkstream loadtest gpu --only G2,G5 --runs 5",
            "  inkstream loadtest gpu --only G1 --runs 1 --documents 24   a first impression",
            "  inkstream loadtest gpu --only FUSION       several tools in one call, or each alone",
            "  inkstream loadtest gpu --only G3,G4 --card h100-llama3.1-8b-calibrated",
            "  inkstream loadtest gpu --list"
        })
public final class GpuCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--all", description = "Measure all goals; takes about two hours.")
    private boolean all;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "GOAL",
            description = "Measure these goals: ${COMPLETION-CANDIDATES} (default: G1).")
    private List<Goal> only = List.of();

    @Option(names = "--list", description = "List the goals and measure nothing.")
    private boolean list;

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

    @Option(
            names = "--card",
            paramLabel = "SET",
            defaultValue = Paged.CARD,
            description =
                    "Figures that servers with pages keep to, of those that"
                            + " 'inkstream loadtest peers --list' shows for vllm (default:"
                            + " ${DEFAULT-VALUE}, as others have published them).")
    private String card;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a report with charts: one file that needs no other.")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            for (Goal goal : Goal.values()) {
                out.printf("%s  %s%n", goal, goal.title());
            }
            out.flush();
            return ExitCodes.OK;
        }
        List<GoalResult> results = play(plan(), goals());
        boolean reached = print(results, out);
        return reached ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    /** After each goal, so that hours are not lost with the last one. */
    private void write(List<GoalResult> results) throws IOException {
        if (json != null) {
            Files.writeString(json, toJson(results).encodePrettily());
        }
        if (html != null) {
            Files.writeString(html, new HtmlReport(commandLine(), results).page());
        }
    }

    private GpuPlan plan() {
        try {
            return new GpuPlan(runs, documents, scale, seed, card);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), bad.getMessage(), bad);
        }
    }

    private Set<Goal> goals() {
        if (all) {
            return EnumSet.allOf(Goal.class);
        }
        return only.isEmpty() ? EnumSet.of(Goal.G1) : EnumSet.copyOf(only);
    }

    private List<GoalResult> play(GpuPlan plan, Set<Goal> goals) throws IOException {
        long begun = System.nanoTime();
        try (Bench bench = new Bench(plan, this::say)) {
            List<GoalResult> results = new ArrayList<>();
            for (Goal goal : goals) {
                say("%s: %s".formatted(goal, goal.title()));
                GoalResult result = goal.play(bench);
                result.thresholds().forEach(threshold -> say(threshold.inWords()));
                results.add(result);
                write(results);
            }
            bench.done();
            say("took %d s".formatted(Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
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

    private String commandLine() {
        String arguments = String.join(" ", spec.commandLine().getParseResult().originalArgs());
        return "./inkstream loadtest gpu " + arguments.replaceFirst("^loadtest gpu ?", "");
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
