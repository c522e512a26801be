package org.inkstream.loadtest.peers;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.money.ModelUsage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs a {@link CountingServer} in a JVM of its own, until that is ended. Prints {@code listening
 * PORT} when calls may come.
 */
@Command(
        name = "counting-agent",
        mixinStandardHelpOptions = true,
        description = "Answers every tool with a constant and counts which calls arrived.")
public final class CountingAgent implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "0", description = "0 means any free port.")
    private int port;

    @Option(names = "--delay-ms", defaultValue = "0", description = "From a call to its answer.")
    private long delayMs;

    @Option(names = "--usage", description = "Report usage that costs money.")
    private boolean usage;

    @Option(names = "--keyed", description = "Work once only for an idempotency key.")
    private boolean keyed;

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        int code = new CommandLine(new CountingAgent()).execute(args);
        if (code != ExitCodes.OK) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        // One loop owns the counts; more would only take cores from whatever is measured.
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        CountingServer agent =
                new CountingServer(port, delayMs, usage ? paid() : Answers.free(), keyed);
        vertx.deployVerticle(agent).await();
        spec.commandLine().getOut().println("listening " + agent.port());
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private static Answers paid() {
        return Answers.paid(
                new ModelUsage(
                        "anthropic",
                        "claude-sonnet-4-5",
                        900,
                        250,
                        0,
                        0,
                        Duration.ZERO,
                        "counted"));
    }
}
