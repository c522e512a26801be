package org.inkstream.loadtest.scenarios.nsq;

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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes messages through NSQ while everything but nsqd breaks, and counts them. */
@Command(
        name = "nsq-chaos",
        description = {
            "Publishes to a real nsqd and consumes with three processes that are killed and"
                    + " replaced, over connections that are cut, reset and starved at random.",
            "Ends with 0 if every message came out and was settled, with 2 otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest nsq-chaos --messages 10000",
            "  inkstream loadtest nsq-chaos --seed 7 --json chaos.json",
            "  inkstream loadtest nsq-chaos --workers --messages 10000"
        })
public final class NsqChaosCommand implements Callable<Integer> {
    private static final Duration SETTLING = Duration.ofMinutes(5);

    @Spec private CommandSpec spec;

    @Mixin private NsqdOption nsqd = new NsqdOption();

    @Option(
            names = "--workers",
            description =
                    "Let whole workers enrich letters, and not bare consumers count messages; in"
                            + " the end nsqd and all workers are killed.")
    private boolean workers;

    @Option(
            names = "--messages",
            defaultValue = "100000",
            description = "Messages to publish (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--rate",
            defaultValue = "1500",
            description = "Messages that are published in a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of the faults (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--gap",
            defaultValue = "4",
            description = "Seconds between two faults on average (default: ${DEFAULT-VALUE}).")
    private double gapSeconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        NsqChaosPlan plan =
                new NsqChaosPlan(
                        nsqd.require(spec.commandLine()),
                        workers,
                        messages,
                        rate,
                        seed,
                        Duration.ofMillis((long) (gapSeconds * 1_000)),
                        SETTLING);
        NsqChaosResult result =
                new NsqChaos(
                                plan,
                                line -> {
                                    err.println(line);
                                    err.flush();
                                })
                        .play();
        out.println(result.inWords());
        if (json != null) {
            Files.writeString(json, result.toJson().encodePrettily());
        }
        return Claim.print(result.claims(), out) ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
