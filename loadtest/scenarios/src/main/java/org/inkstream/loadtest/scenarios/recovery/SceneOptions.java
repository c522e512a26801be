package org.inkstream.loadtest.scenarios.recovery;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.scenarios.system.Tools;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands that play a {@link Scene} have in common. */
final class SceneOptions {
    private static final int EIGHT = 8;
    private static final int ALL = 21;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--letters",
            defaultValue = "400",
            description = "How many letters (default: ${DEFAULT-VALUE}).")
    private int letters;

    @Option(
            names = "--calls",
            defaultValue = "21",
            description = "Calls for each letter, 8 or 21 (default: ${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--delay-ms",
            defaultValue = "200",
            description = "From a call to the agent's answer (default: ${DEFAULT-VALUE}).")
    private long delayMs;

    @Option(
            names = "--in-flight",
            defaultValue = "50",
            description = "Letters in the air at once in each worker (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    /**
     * @param keyed whether the agent honours idempotency keys
     */
    Cast cast(boolean keyed) {
        if (calls != EIGHT && calls != ALL) {
            throw new ParameterException(
                    spec.commandLine(), "--calls must be 8 or 21, got " + calls);
        }
        return new Cast(
                letters,
                Duration.ofMillis(delayMs),
                inFlight,
                calls == EIGHT ? Tools.EIGHT : Tools.ALL,
                keyed);
    }

    /** Tells people what happens. */
    Consumer<String> progress() {
        PrintWriter err = spec.commandLine().getErr();
        return line -> {
            err.println(line);
            err.flush();
        };
    }

    /**
     * Prints what was claimed, and writes everything where that was asked for.
     *
     * @return the exit code
     */
    int report(List<Claim> claims, JsonObject everything) throws IOException {
        if (json != null) {
            Files.writeString(json, everything.encodePrettily());
        }
        boolean all = Claim.print(claims, spec.commandLine().getOut());
        return all ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
