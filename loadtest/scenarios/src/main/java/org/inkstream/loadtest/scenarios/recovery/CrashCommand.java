package org.inkstream.loadtest.scenarios.recovery;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills a worker again and again and tells what that cost. */
@Command(
        name = "crash",
        description = {
            "Enriches letters twice: undisturbed, and with a worker that is killed (kill -9) and"
                    + " started again at once.",
            "Ends with 0 if nothing was lost, nothing journalled was paid twice and both results"
                    + " are equal, with 2 otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = "  inkstream loadtest crash --letters 200 --delay-ms 200 --kills 25,50,75")
public final class CrashCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--letters",
            defaultValue = "200",
            description = "How many letters (default: ${DEFAULT-VALUE}).")
    private int letters;

    @Option(
            names = "--delay-ms",
            defaultValue = "200",
            description = "From a call to the agent's answer (default: ${DEFAULT-VALUE}).")
    private long delayMs;

    @Option(
            names = "--in-flight",
            defaultValue = "50",
            description = "Letters in the air at once (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--kills",
            split = ",",
            defaultValue = "25,50,75",
            description = "After which percentages of the calls (default: ${DEFAULT-VALUE}).")
    private List<Integer> kills = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        CrashResult result =
                new CrashScenario(letters, Duration.ofMillis(delayMs), inFlight, kills)
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
