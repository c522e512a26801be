package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What is to go wrong in one engine. Used on the engine's thread. */
public final class Faults {
    private final RandomGenerator random;
    private final Control control;
    private final Deque<Fault> next = new ArrayDeque<>();
    private final Set<String> missing = new HashSet<>();
    private FaultOdds odds = FaultOdds.NONE;
    private int failingLoads;

    /** What an engine does at command. */
    interface Control {
        void slow(double factor, Duration window);

        void crash(Duration down);
    }

    Faults(RandomGenerator random, Control control) {
        this.random = random;
        this.control = control;
    }

    /** How likely each fault is from now on. */
    public void odds(FaultOdds shares) {
        odds = shares;
    }

    /** The next piece of work has this fault; several calls, several pieces. */
    public void next(Fault fault) {
        next.add(fault);
    }

    /** So many loads of a model end for want of memory. */
    public void failLoads(int times) {
        failingLoads = times;
    }

    /** The model is not there from now on: 404. */
    public void remove(String model) {
        missing.add(model);
    }

    /** The model is there again. */
    public void restore(String model) {
        missing.remove(model);
    }

    /** Everything takes {@code factor} times as long for a while. */
    public void slow(double factor, Duration window) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("factor must be positive, got " + factor);
        }
        control.slow(factor, window);
    }

    /**
     * Everything in the air is lost, models and caches are forgotten.
     *
     * @param down for how long every connection breaks at once
     */
    public void crash(Duration down) {
        control.crash(down);
    }

    Fault draw(Order order) {
        Fault planned = next.poll();
        return planned != null ? planned : odds.draw(random, order);
    }

    boolean loadFails() {
        if (failingLoads == 0) {
            return false;
        }
        failingLoads--;
        return true;
    }

    boolean missing(String model) {
        return missing.contains(model);
    }
}
