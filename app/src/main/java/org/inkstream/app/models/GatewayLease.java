package org.inkstream.app.models;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.Termination;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.Standby;
import org.inkstream.time.ThreadTimers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to be the one gateway of several that share a store. */
final class GatewayLease implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayLease.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LOOK_MILLIS = 200;

    private final ThreadTimers timers;
    private final Heartbeat heartbeat;

    private GatewayLease(ThreadTimers timers, Heartbeat heartbeat) {
        this.timers = timers;
        this.heartbeat = heartbeat;
    }

    /**
     * Blocks until nobody else has it.
     *
     * @param standingBy told of each process that has it meanwhile
     * @return empty if the process was asked to end before that
     */
    static Optional<GatewayLease> await(
            OwnerStore owners,
            Settings settings,
            Termination termination,
            Consumer<Owner> standingBy) {
        ThreadTimers timers = new ThreadTimers("inkstream-lease");
        Standby standby =
                new Standby(
                        owners,
                        "gateway-lease-" + settings.gateway().lease(),
                        timers,
                        settings.journal().beat(),
                        settings.journal().deadAfter(),
                        () -> termination.ask("another gateway has taken the lease"),
                        standingBy);
        CompletableFuture<Heartbeat> taken =
                standby.begin().toCompletionStage().toCompletableFuture();
        while (!termination.isAsked()) {
            try {
                return Optional.of(
                        new GatewayLease(timers, taken.get(LOOK_MILLIS, TimeUnit.MILLISECONDS)));
            } catch (TimeoutException stillWaits) {
                LOGGER.trace("stands by");
            } catch (ExecutionException bug) {
                timers.close();
                throw new IllegalStateException("cannot stand by", bug);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                timers.close();
                throw new IllegalStateException("interrupted while standing by", interrupted);
            }
        }
        standby.stop();
        timers.close();
        return Optional.empty();
    }

    /** Whether nobody else can have it at this moment. Called on any thread. */
    boolean isHeld() {
        return heartbeat.fresh();
    }

    /** Lets the next one have it at once. */
    @Override
    public void close() {
        try {
            Await.done("giving the lease up", LIMIT, heartbeat.resign());
        } catch (IllegalStateException unreachable) {
            LOGGER.atWarn().setCause(unreachable).log("the lease runs out by itself");
        }
        timers.close();
    }
}
