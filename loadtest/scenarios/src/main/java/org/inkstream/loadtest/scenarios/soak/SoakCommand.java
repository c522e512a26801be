package org.inkstream.loadtest.scenarios.soak;

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

/** Lets a worker work for long while agents misbehave, and tells whether it keeps its rate. */
@Command(
        name = "soak",
        description = {
            "One worker works for long while 1 %% of the records cannot be read, 5 %% of the calls"
                    + " hang and 10 %% are refused with 429.",
            "Ends with 0 if it kept its rate, its heap is flat and no timer is left, with 2"
                    + " otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = "  inkstream loadtest soak --minutes 30 --json soak.json")
public final class SoakCommand implements Callable<Integer> {
    private static final double HANGS_PERCENT = 5;
    private static final double OVERLOADED_PERCENT = 10;
    private static final int POISON_ONE_IN = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Spec private CommandSpec spec;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "How long it is measured (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--permits",
            defaultValue = "20",
            description = "Letters in the air at once (default: ${DEFAULT-VALUE}).")
    private int permits;

    @Option(
            names = "--delay-ms",
            defaultValue = "1000",
            description = "From a call to the agent's answer (default: ${DEFAULT-VALUE}).")
    private long delayMs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of letters and faults (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        SoakPlan plan =
                new SoakPlan(
                        Duration.ofMillis((long) (minutes * 60_000)),
                        permits,
                        Duration.ofMillis(delayMs),
                        TIMEOUT,
                        HANGS_PERCENT,
                        OVERLOADED_PERCENT,
                        POISON_ONE_IN,
                        seed);
        SoakResult result =
                new SoakScenario(
                                plan,
                                line -> {
                                    err.println(line);
                                    err.flush();
                                })
                        .play();
        if (json != null) {
            Files.writeString(json, result.toJson().encodePrettily());
        }
        boolean all = Claim.print(result.claims(), spec.commandLine().getOut());
        return all ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
