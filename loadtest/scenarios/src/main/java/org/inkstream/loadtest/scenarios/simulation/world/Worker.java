package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;
import org.inkstream.pipeline.ingest.kafka.TurnedSource;
import org.inkstream.pipeline.journal.Heartbeat;
import org.jspecify.annotations.Nullable;

/** One life of a process, from taking its name to its end; it turns its own source. */
final class Worker {
    private static final long SOON = Chance.MILLI / 20;
    private static final long BETWEEN_TURNS = 50 * Chance.MILLI;
    private static final long AFTER_TROUBLE = 1_000 * Chance.MILLI;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(6);

    private final Setting setting;
    private final Incarnation me;
    private final ProcessTimers beatTimers;
    private final Consumer<Worker> ended;

    private @Nullable Domain domain;
    private Schedule.@Nullable Event nextTurn;
    private boolean turning;
    private boolean draining;
    private long drainUntilNanos;

    /**
     * @param ended told when it has ended by itself
     */
    Worker(Setting setting, Incarnation me, Consumer<Worker> ended) {
        this.setting = setting;
        this.me = me;
        this.beatTimers = me.timers("beat");
        this.ended = ended;
    }

    Incarnation process() {
        return me;
    }

    void start() {
        Heartbeat.start(
                        setting.parts()
                                .owners(
                                        new OwnersLink(
                                                me,
                                                setting.network(),
                                                setting.weather(),
                                                setting.owners())),
                        me.name(),
                        beatTimers,
                        Duration.ofSeconds(1),
                        setting.deadAfter(),
                        this::end)
                .onFailure(cause -> end())
                .onSuccess(this::begin);
    }

    private void begin(Heartbeat heartbeat) {
        if (me.gone()) {
            return;
        }
        me.registered(heartbeat.me().id());
        domain = new Domain(setting, me, heartbeat, this::turnSoon);
        turnIn(SOON);
    }

    /** Asks it to end as a signal would. */
    void drain() {
        Domain running = domain;
        if (running == null) {
            end();
        }
        if (draining || running == null) {
            return;
        }
        setting.crashes().strikes(me, Operation.DRAIN, Moment.BEFORE);
        draining = true;
        drainUntilNanos = setting.schedule().nowNanos() + DRAIN_LIMIT.toNanos();
        running.drain();
        turnSoon();
    }

    private void turnSoon() {
        turnIn(SOON);
    }

    private void turnIn(long nanos) {
        if (nextTurn != null) {
            nextTurn.cancel();
        }
        nextTurn = setting.schedule().in(nanos, me, "turn", "", this::turn);
    }

    private void turn() {
        Domain running = domain;
        if (turning || running == null) {
            return;
        }
        turning = true;
        try {
            turnIn(turned(running));
        } catch (Killed gone) {
            // Nothing follows.
        } finally {
            turning = false;
        }
    }

    /** Returns after how long to turn again. */
    private long turned(Domain running) {
        TurnedSource source = running.source();
        boolean late = setting.schedule().nowNanos() >= drainUntilNanos;
        if (draining && (late || (source.isDry() && running.mending().inTheAir() == 0))) {
            source.leave();
            goodbye(running);
            throw new Killed();
        }
        try {
            source.turn();
            return Math.max(running.consumer().lastTimeout().toNanos(), BETWEEN_TURNS);
        } catch (KafkaException trouble) {
            return draining ? BETWEEN_TURNS : AFTER_TROUBLE;
        }
    }

    private void goodbye(Domain running) {
        setting.crashes().strikes(me, Operation.DRAIN, Moment.AFTER);
        running.stop();
        checkNothingWaits(running);
        running.heartbeat().resign().onComplete(resigned -> end());
    }

    private void end() {
        if (!me.gone()) {
            me.end();
            ended.accept(this);
        }
    }

    private void checkNothingWaits(Domain running) {
        setting.witness()
                .holds(
                        running.caller().inTheAir() == 0,
                        "I5",
                        me.name() + " ends, and calls are still in the air");
    }

    /** Whether it does nothing but wait for records. */
    boolean isIdle() {
        Domain running = domain;
        return running != null
                && running.runs().size() == 0
                && running.caller().inTheAir() == 0
                && running.mending().inTheAir() == 0
                && running.source().progress().inFlight() == 0
                && running.source().progress().waiting() == 0;
    }

    /** What an idle process must not have. */
    List<String> leftOvers() {
        Domain running = domain;
        if (running == null) {
            return List.of();
        }
        return Stream.of(
                        running.timers().pending() == 0
                                ? ""
                                : running.timers().pending() + " timers on its loop",
                        running.mending().keepsTimers() ? "timers of its loops" : "",
                        beatTimers.pending() <= 1 ? "" : beatTimers.pending() + " beat timers")
                .filter(what -> !what.isEmpty())
                .toList();
    }
}
