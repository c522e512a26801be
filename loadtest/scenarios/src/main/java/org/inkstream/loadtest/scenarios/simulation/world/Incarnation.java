package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One life of a process. Whatever was to happen to it when it is killed never happens; whatever
 * comes due while it is frozen happens when it goes on.
 */
final class Incarnation implements Schedule.Host {
    private static final Instant EPOCH = Instant.parse("2026-11-01T00:00:00Z");

    private final Schedule schedule;
    private final String name;
    private final int number;
    private final List<Schedule.Event> held = new ArrayList<>();
    private boolean gone;
    private boolean frozen;
    private long frozenAtNanos;
    private long skewNanos;
    private String ownerId = "";

    Incarnation(Schedule schedule, String name, int number) {
        this.schedule = schedule;
        this.name = name;
        this.number = number;
    }

    @Override
    public String name() {
        return name;
    }

    /** Tells lives apart, whatever their names. */
    int number() {
        return number;
    }

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public boolean frozen() {
        return frozen;
    }

    @Override
    public void hold(Schedule.Event event) {
        held.add(event);
    }

    /** Under which it owns runs, empty before it has registered. */
    String ownerId() {
        return ownerId;
    }

    void registered(String id) {
        ownerId = id;
    }

    void end() {
        gone = true;
        held.clear();
    }

    void freeze() {
        frozen = true;
        frozenAtNanos = schedule.nowNanos();
    }

    void thaw() {
        frozen = false;
        if (!gone) {
            held.forEach(schedule::release);
        }
        held.clear();
    }

    /** Since when it has been frozen, while it is. */
    long frozenAtNanos() {
        return frozenAtNanos;
    }

    /** Its wall clock jumps; its monotonic clock knows nothing of that. */
    void jumpClock(long nanos) {
        skewNanos = nanos;
    }

    Instant now() {
        return EPOCH.plusNanos(schedule.nowNanos() + skewNanos);
    }

    /** Timers that die with this life. */
    ProcessTimers timers(String thread) {
        return new ProcessTimers(schedule, this, thread);
    }
}
