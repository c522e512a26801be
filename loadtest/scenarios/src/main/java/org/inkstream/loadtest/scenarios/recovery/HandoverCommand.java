package org.inkstream.loadtest.scenarios.recovery;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets two workers share the work, stops one and tells what that cost. */
@Command(
        name = "handover",
        description = {
            "Two workers share the work on one backend; one is asked to end (SIGTERM), the other"
                    + " does the rest.",
            "Ends with 0 if no call was repeated and every letter was enriched once, with 2"
                    + " otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = "  inkstream loadtest handover --letters 400 --delay-ms 200")
public final class HandoverCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--letters",
            defaultValue = "400",
            description = "How many letters (default: ${DEFAULT-VALUE}).")
    private int letters;

    @Option(
            names = "--delay-ms",
            defaultValue = "200",
            description = "From a call to the agent's answer (default: ${DEFAULT-VALUE}).")
    private long delayMs;

    @Option(
            names = "--in-flight",
            defaultValue = "20",
            description = "Letters in the air at once in each worker (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Duration delay = Duration.ofMillis(delayMs);
        HandoverResult result =
                new HandoverScenario(letters, delay, inFlight, letters / 3)
                        .play(
                                line -> {
                                    err.println(line);
                                    err.flush();
                                });
        if (json != null) {
            Files.writeString(json, result.toJson().encodePrettily());
        }
        boolean all = Claim.print(result.claims(), spec.commandLine().getOut());
        return all ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
