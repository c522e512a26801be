package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands by until whoever has a name is gone, then takes it. For work that one process must do at a
 * time, while others wait to take its place. Of two that stand by and take it in the same moment
 * the later one has it, and the other is told within a beat. Runs on the thread of its {@link
 * Timers}.
 */
public final class Standby {
    private static final Logger LOGGER = LoggerFactory.getLogger(Standby.class);

    private final OwnerStore store;
    private final String name;
    private final Timers timers;
    private final Duration beat;
    private final Duration deadAfter;
    private final Runnable deposed;
    private final Consumer<Owner> standingBy;
    private final Liveness liveness;
    private final Promise<Heartbeat> taken = Promise.promise();
    private Optional<Owner> before = Optional.empty();
    private boolean stopped;

    /**
     * @param name that one process has at a time
     * @param timers with a thread of their own, also for the beat
     * @param beat between two looks, and between two beats once the name is taken
     * @param deadAfter after which a counter that stands still is that of a dead process
     * @param deposed called once, on the timers' thread, if another process takes the name later
     * @param standingBy told of each process that has the name while this one waits
     */
    public Standby(
            OwnerStore store,
            String name,
            Timers timers,
            Duration beat,
            Duration deadAfter,
            Runnable deposed,
            Consumer<Owner> standingBy) {
        this.store = store;
        this.name = name;
        this.timers = timers;
        this.beat = beat;
        this.deadAfter = deadAfter;
        this.deposed = deposed;
        this.standingBy = standingBy;
        this.liveness = new Liveness(timers, deadAfter);
    }

    /** Completes when the name is taken; never after {@link #stop}. Call once. */
    public Future<Heartbeat> begin() {
        look();
        return taken.future();
    }

    /** Waits no longer; a name that was taken is kept. */
    public void stop() {
        stopped = true;
    }

    private void look() {
        long askedAtNanos = timers.monotonicNanos();
        Deadlines.within(timers, deadAfter, store.beats())
                .onSuccess(beats -> decide(beats, askedAtNanos))
                .onFailure(
                        cause -> {
                            LOGGER.atWarn()
                                    .addKeyValue("name", name)
                                    .addKeyValue("cause", cause.toString())
                                    .log("cannot see who has the name");
                            lookAgain();
                        });
    }

    private void decide(Map<String, OwnerStore.Beat> beats, long askedAtNanos) {
        liveness.observe(beats, askedAtNanos);
        Optional<Owner> holder =
                Optional.ofNullable(beats.get(name))
                        .map(last -> new Owner(name, last.incarnation()));
        if (stopped) {
            return;
        }
        if (holder.isEmpty() || liveness.isDead(holder.get())) {
            take();
            return;
        }
        if (!holder.equals(before)) {
            standingBy.accept(holder.get());
        }
        before = holder;
        lookAgain();
    }

    private void take() {
        Heartbeat.start(store, name, timers, beat, deadAfter, deposed)
                .onSuccess(taken::complete)
                .onFailure(
                        cause -> {
                            LOGGER.atWarn()
                                    .addKeyValue("name", name)
                                    .addKeyValue("cause", cause.toString())
                                    .log("cannot take the name");
                            lookAgain();
                        });
    }

    private void lookAgain() {
        if (!stopped) {
            timers.after(beat, this::look);
        }
    }
}
