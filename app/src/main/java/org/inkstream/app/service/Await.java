package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for futures on threads that may block: those of commands and shutdown hooks, never a loop.
 */
public final class Await {
    private Await() {}

    /**
     * @param what is being done, for the message
     * @throws IllegalStateException if it fails or takes longer than {@code limit}
     */
    public static <T> T done(String what, Duration limit, Future<T> work) {
        try {
            return work.toCompletionStage()
                    .toCompletableFuture()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new IllegalStateException(what + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException late) {
            throw new IllegalStateException(what + " took longer than " + limit, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", interrupted);
        }
    }
}
