package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that turns a {@link PollLoop}: from opening the consumer, through every failure of the
 * broker, to leaving the group. Its public methods may be called on any thread.
 */
final class PollThread {
    private static final Logger LOGGER = LoggerFactory.getLogger(PollThread.class);

    private final Supplier<PollLoop> opener;
    private final Timers clock;
    private final Thread thread = new Thread(this::run, "inkstream-kafka-source");
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Trouble troubles = new Trouble();

    private volatile @Nullable PollLoop loop;
    private volatile @Nullable Duration drainAsked;
    private volatile @Nullable String trouble;

    PollThread(Supplier<PollLoop> opener, Timers clock) {
        this.opener = opener;
        this.clock = clock;
        thread.setDaemon(true);
    }

    CompletableFuture<Void> begin() {
        if (begun.compareAndSet(false, true)) {
            thread.start();
        }
        return started;
    }

    CompletableFuture<Void> drain(Duration deadline) {
        drainAsked = deadline;
        if (begun.compareAndSet(false, true)) {
            ended.complete(null);
        }
        PollLoop running = loop;
        if (running != null) {
            running.mailbox().putUrgent(() -> {});
        }
        return ended;
    }

    EventSource.Progress progress() {
        PollLoop running = loop;
        return running == null
                ? new EventSource.Progress(0, 0, false, clock.monotonicNanos())
                : running.progress();
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        try {
            PollLoop opened = opener.get();
            loop = opened;
            turnUntilTheEnd(opened);
            LOGGER.atInfo().log("reading from Kafka has ended");
        } catch (RuntimeException failure) {
            trouble = failure.getMessage();
            LOGGER.atError().setCause(failure).log("reading from Kafka ended on a failure");
            started.completeExceptionally(failure);
        } finally {
            started.completeExceptionally(new IllegalStateException("stopped before it started"));
            ended.complete(null);
        }
    }

    private void turnUntilTheEnd(PollLoop opened) {
        try {
            while (drainAsked == null) {
                turn(opened);
            }
            turnUntilDry(opened);
        } finally {
            opened.leave();
        }
    }

    private void turnUntilDry(PollLoop opened) {
        Duration limit = drainAsked == null ? Duration.ZERO : drainAsked;
        long begunAt = clock.monotonicNanos();
        opened.beginDrain();
        while (!opened.isDry() && clock.since(begunAt).compareTo(limit) < 0) {
            turn(opened);
        }
    }

    private void turn(PollLoop opened) {
        try {
            opened.turn();
            started.complete(null);
            trouble = null;
            troubles.over();
        } catch (InterruptException asked) {
            throw asked;
        } catch (RuntimeException failure) {
            trouble = failure.toString();
            Duration pause = troubles.met(failure);
            if (!started.isDone() && troubles.needsAPerson(failure)) {
                throw failure;
            }
            pause(opened, pause);
        }
    }

    private void pause(PollLoop opened, Duration pause) {
        long until = clock.monotonicNanos() + pause.toNanos();
        try {
            boolean goOn = true;
            while (goOn && drainAsked == null) {
                goOn = opened.mailbox().awaitOne(Duration.ofNanos(until - clock.monotonicNanos()));
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new InterruptException(asked);
        }
    }
}
