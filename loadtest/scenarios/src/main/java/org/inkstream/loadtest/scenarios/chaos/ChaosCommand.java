package org.inkstream.loadtest.scenarios.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Breaks a whole system for minutes and tells what held. */
@Command(
        name = "chaos",
        description = {
            "Three workers enrich letters while processes are killed, stopped and started, networks"
                    + " fail and disks are full, by a schedule that the seed gives.",
            "Ends with 0 if nothing was lost or paid twice and everything stayed bounded, with 2"
                    + " otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest chaos --minutes 15 --seed 1 --json chaos.json --report chaos.md",
            "  inkstream loadtest chaos --minutes 1 --suspend 10"
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final double KILLS_A_MINUTE = 2.2;
    private static final Duration SETTLING = Duration.ofMinutes(5);

    @Spec private CommandSpec spec;

    @Option(
            names = "--minutes",
            defaultValue = "15",
            description = "How long things break (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of the schedule (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "3",
            description = "Letters published in a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--delay-ms",
            defaultValue = "300",
            description = "From a call to the agent's answer (default: ${DEFAULT-VALUE}).")
    private long delayMs;

    @Option(
            names = "--suspend",
            defaultValue = "60",
            description = "Seconds that a worker is stopped (default: ${DEFAULT-VALUE}).")
    private int suspendSeconds;

    @Option(
            names = "--gap",
            defaultValue = "6",
            description = "Seconds between two faults on average (default: ${DEFAULT-VALUE}).")
    private double gapSeconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write a page of it.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        ChaosPlan plan =
                new ChaosPlan(
                        Duration.ofMillis((long) (minutes * 60_000)),
                        seed,
                        rate,
                        Duration.ofMillis(delayMs),
                        Duration.ofSeconds(suspendSeconds),
                        Duration.ofMillis((long) (gapSeconds * 1_000)),
                        (int) (minutes * KILLS_A_MINUTE),
                        SETTLING);
        ChaosResult result =
                new ChaosScenario(
                                plan,
                                line -> {
                                    err.println(line);
                                    err.flush();
                                })
                        .play();
        write(new ChaosReport(result, command()));
        boolean all = Claim.print(result.claims(), spec.commandLine().getOut());
        return all ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    private void write(ChaosReport made) throws IOException {
        if (json != null) {
            Files.writeString(json, made.toJson().encodePrettily());
        }
        if (report != null) {
            Files.writeString(report, made.toMarkdown());
        }
    }

    private String command() {
        return "inkstream loadtest chaos --minutes %s --seed %d --rate %s --delay-ms %d --suspend %d"
                        .formatted(minutes, seed, rate, delayMs, suspendSeconds)
                + " --gap "
                + gapSeconds;
    }
}
