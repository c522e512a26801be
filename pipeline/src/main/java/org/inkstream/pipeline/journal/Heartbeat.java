package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that this process lives, and watches who else does. Runs on the thread of its {@link
 * Timers}, which is none of the event loops: a busy loop must not look like a dead process. Its
 * answers are read from every thread.
 */
public final class Heartbeat implements Lease {
    private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeat.class);

    private final OwnerStore store;
    private final Owner me;
    private final Liveness liveness;
    private final Timers timers;
    private final Duration beat;
    private final Duration deadAfter;
    private final Runnable deposed;

    private long counter;
    private final AtomicLong term = new AtomicLong();
    private volatile long ownBeatAtNanos;
    private volatile boolean stopped;

    private Heartbeat(
            OwnerStore store,
            Owner me,
            Liveness liveness,
            Timers timers,
            Duration beat,
            Duration deadAfter,
            Runnable deposed) {
        this.store = store;
        this.me = me;
        this.liveness = liveness;
        this.timers = timers;
        this.beat = beat;
        this.deadAfter = deadAfter;
        this.deposed = deposed;
        this.ownBeatAtNanos = timers.monotonicNanos();
    }

    /**
     * Takes the name, which deposes whoever held it before, and begins to beat.
     *
     * @param timers with a thread of their own
     * @param beat between two beats
     * @param deadAfter after which others take our runs
     * @param deposed called once, on the beat's thread, when a newer process took our name
     */
    public static Future<Heartbeat> start(
            OwnerStore store,
            String name,
            Timers timers,
            Duration beat,
            Duration deadAfter,
            Runnable deposed) {
        Liveness liveness = new Liveness(timers, deadAfter);
        return store.register(name)
                .map(me -> new Heartbeat(store, me, liveness, timers, beat, deadAfter, deposed))
                .compose(heartbeat -> heartbeat.look().map(watched -> heartbeat))
                .onSuccess(Heartbeat::scheduleNext);
    }

    @Override
    public Owner me() {
        return me;
    }

    @Override
    public boolean fresh() {
        return timers.since(ownBeatAtNanos).compareTo(deadAfter) < 0;
    }

    @Override
    public long term() {
        return term.get();
    }

    public Liveness liveness() {
        return liveness;
    }

    /** Ends the beat and gives the name up, so that nobody waits for it to stand still. */
    public Future<Void> resign() {
        stopped = true;
        return store.resign(me);
    }

    private void scheduleNext() {
        if (!stopped) {
            timers.after(beat, this::once);
        }
    }

    private void once() {
        long sentAtNanos = timers.monotonicNanos();
        // A store out of reach, or one that never answers, is no reason to stop beating: the lease
        // goes stale by itself.
        Future<Void> beaten =
                store.beat(me, ++counter)
                        .onSuccess(mine -> acknowledged(mine, sentAtNanos))
                        .compose(mine -> look());
        Deadlines.within(timers, deadAfter, beaten)
                .onFailure(
                        cause ->
                                LOGGER.atWarn()
                                        .addKeyValue("owner", me.id())
                                        .addKeyValue("cause", cause.toString())
                                        .log("beat was not acknowledged"))
                .onComplete(over -> scheduleNext());
    }

    private void acknowledged(boolean mine, long sentAtNanos) {
        if (mine) {
            if (!fresh()) {
                term.incrementAndGet();
            }
            ownBeatAtNanos = sentAtNanos;
        } else if (!stopped) {
            stopped = true;
            deposed.run();
        }
    }

    @Override
    public Future<Void> look() {
        long askedAtNanos = timers.monotonicNanos();
        return store.beats().onSuccess(beats -> liveness.observe(beats, askedAtNanos)).mapEmpty();
    }
}
