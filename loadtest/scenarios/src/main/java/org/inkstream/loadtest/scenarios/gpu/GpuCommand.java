package org.inkstream.loadtest.scenarios.gpu;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "  inkstream loadtest gpu --all --keep gpu-runs   again after an interruption, it goes on",
            "  inkstream loadtest gpu --only G2,G5 --runs 5",
            "  inkstream loadtest gpu --only G1 --runs 1 --documents 24   a first impression",
            "  inkstream loadtest gpu --only FUSION       several tools in one call, or each alone",
            "  inkstream loadtest gpu --only G3,G4 --card h100-llama3.1-8b-calibrated",
            "  inkstream loadtest gpu --list"
        })
public final class GpuCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--all",
            description = "Measure all goals of GPUs; takes about an hour for each run.")
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
            names = "--card",
            paramLabel = "SET",
            defaultValue = Paged.CARD,
            description =
                    "Figures that servers with pages keep to, of those that"
                            + " 'inkstream loadtest peers --list' shows for vllm (default:"
                            + " ${DEFAULT-VALUE}, as others have published them).")
    private String card;

    @Mixin private GoalOptions options;

    @Override
    public Integer call() throws IOException {
        if (!list) {
            return options.measure(spec.commandLine(), goals(), card);
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Goal goal : Goal.values()) {
            out.printf("%s  %s%n", goal, goal.title());
        }
        out.flush();
        return ExitCodes.OK;
    }

    private Set<Goal> goals() {
        if (all) {
            return EnumSet.complementOf(EnumSet.of(Goal.API));
        }
        return only.isEmpty() ? EnumSet.of(Goal.G1) : EnumSet.copyOf(only);
    }
}
