package org.inkstream.loadtest.peers;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.random.RandomGeneratorFactory;
import org.inkstream.command.ExitCodes;
import org.inkstream.money.ModelUsage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs a {@link FaultyServer} in a JVM of its own, until that is ended. Prints {@code listening
 * PORT} when calls may come.
 */
@Command(
        name = "faulty-agent",
        mixinStandardHelpOptions = true,
        description = "Answers every tool with a constant, but not always, and writes down calls.")
public final class FaultyAgent implements Callable<Integer> {
    /** For which documents keys are honoured. */
    enum Keyed {
        NONE,
        ALL,
        /** Those whose id ends with an even digit. */
        EVEN;

        Predicate<String> documents() {
            return switch (this) {
                case NONE -> any -> false;
                case ALL -> any -> true;
                case EVEN -> id -> !id.isEmpty() && id.charAt(id.length() - 1) % 2 == 0;
            };
        }
    }

    @Option(names = "--port", defaultValue = "0", description = "0 means any free port.")
    private int port;

    @Option(names = "--delay-ms", defaultValue = "0", description = "From a call to its answer.")
    private long delayMs;

    @Option(names = "--hangs", defaultValue = "0", description = "Never answered, percent.")
    private double hangs;

    @Option(names = "--overloaded", defaultValue = "0", description = "429, percent.")
    private double overloaded;

    @Option(names = "--fails", defaultValue = "0", description = "503, percent.")
    private double fails;

    @Option(names = "--garbles", defaultValue = "0", description = "Half an answer, percent.")
    private double garbles;

    @Option(names = "--retry-after", defaultValue = "1", description = "With 429, seconds.")
    private int retryAfterSeconds;

    @Option(names = "--keyed", defaultValue = "NONE", description = "${COMPLETION-CANDIDATES}")
    private Keyed keyed = Keyed.NONE;

    @Option(names = "--seed", defaultValue = "1", description = "Of the faults.")
    private long seed;

    @Option(names = "--calls", required = true, description = "File to write calls to.")
    private @Nullable Path calls;

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        int code =
                new CommandLine(new FaultyAgent())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args);
        if (code != ExitCodes.OK) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        FaultyServer agent =
                new FaultyServer(
                        port,
                        delayMs,
                        new FaultRates(hangs, overloaded, fails, garbles),
                        retryAfterSeconds,
                        Answers.paid(usage()),
                        new CallJournal(Optional.ofNullable(calls).orElseThrow()),
                        keyed.documents(),
                        RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        vertx.deployVerticle(agent).await();
        spec.commandLine().getOut().println("listening " + agent.port());
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private static ModelUsage usage() {
        return new ModelUsage("anthropic", "claude-sonnet-4-5", 900, 250, 0, 0, Duration.ZERO, "");
    }
}
