package org.inkstream.pipeline.ops;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.inkstream.command.ExitCodes;
import picocli.CommandLine;

/** Waits for what a command publishes, one by one, names each that fails, and counts. */
public final class Publishing {
    private static final long LIMIT_SECONDS = 60;

    private final CommandLine command;
    private int published;
    private int failed;

    public Publishing(CommandLine command) {
        this.command = command;
    }

    /**
     * Blocks until the broker has acknowledged it, or has not.
     *
     * @param name what people know it by
     */
    public void await(String name, Future<Void> sent) {
        try {
            sent.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            published++;
        } catch (CompletionException failure) {
            refuse(name, String.valueOf(failure.getCause()));
        }
    }

    /** Tells of one that cannot be published. */
    public void refuse(String name, String reason) {
        failed++;
        command.getErr().println(name + ": " + reason);
        command.getErr().flush();
    }

    /** Prints the counts, and returns the exit code that goes with them. */
    public int report(String verb) {
        command.getOut().printf("%d %s, %d failed%n", published, verb, failed);
        command.getOut().flush();
        return failed == 0 ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
