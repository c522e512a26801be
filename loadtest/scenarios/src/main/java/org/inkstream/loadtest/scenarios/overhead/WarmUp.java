package org.inkstream.loadtest.scenarios.overhead;

import java.time.Duration;
import java.util.Optional;
import org.inkstream.loadtest.scenarios.system.AgentProcess;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Poll;

/**
 * What comes before the measured part of a worker's run: it ends when the compilers have become
 * quiet, since a service runs for weeks and they work for its first minute, or when documents would
 * run out.
 */
final class WarmUp {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Over so long a time the compilers are looked at. */
    private static final Duration GLANCE = Duration.ofSeconds(3);

    /** They are quiet if they work for less than this share of it, so many times in a row. */
    private static final double QUIET = 0.02;

    private static final int GLANCES = 3;

    private final Load load;
    private final AgentProcess agent;
    private final JavaProcess measured;

    private long glancedNanos = System.nanoTime();
    private Duration compiled = Duration.ZERO;
    private int quiet;

    private WarmUp(Load load, AgentProcess agent, JavaProcess measured) {
        this.load = load;
        this.agent = agent;
        this.measured = measured;
    }

    /** Blocks until it is over; returns how many calls had arrived by then. */
    static long await(Load load, AgentProcess agent, JavaProcess measured) {
        WarmUp warmUp = new WarmUp(load, agent, measured);
        return Poll.forThe("the end of the warm-up", LIMIT, warmUp::look);
    }

    private Optional<Long> look() {
        measured.requireAlive();
        glance();
        long arrived = agent.stats().total();
        boolean enough =
                arrived >= load.mostWarmUpCalls()
                        || (quiet >= GLANCES && arrived >= load.leastWarmUpCalls());
        return enough ? Optional.of(arrived) : Optional.empty();
    }

    private void glance() {
        long now = System.nanoTime();
        if (now - glancedNanos < GLANCE.toNanos()) {
            return;
        }
        Duration sofar = measured.compilerCpu();
        double share = (double) sofar.minus(compiled).toNanos() / (now - glancedNanos);
        quiet = share < QUIET ? quiet + 1 : 0;
        compiled = sofar;
        glancedNanos = now;
    }
}
