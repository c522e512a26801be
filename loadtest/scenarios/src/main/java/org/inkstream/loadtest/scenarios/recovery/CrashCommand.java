package org.inkstream.loadtest.scenarios.recovery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
        footer = {
            "  inkstream loadtest crash --letters 200 --delay-ms 200 --kills 25,50,75",
            "  inkstream loadtest crash --letters 600 --calls 8 --delay-ms 1000 --in-flight 200"
        })
public final class CrashCommand implements Callable<Integer> {
    @Mixin private SceneOptions options;

    @Option(names = "--keyed", description = "The agent works once only for an idempotency key.")
    private boolean keyed;

    @Option(
            names = "--kills",
            split = ",",
            defaultValue = "25,50,75",
            description = "After which percentages of the calls (default: ${DEFAULT-VALUE}).")
    private List<Integer> kills = List.of();

    @Override
    public Integer call() throws IOException {
        CrashResult result = new CrashScenario(options.cast(keyed), kills).play(options.progress());
        return options.report(result.claimsAndTarget(), result.toJson());
    }
}
