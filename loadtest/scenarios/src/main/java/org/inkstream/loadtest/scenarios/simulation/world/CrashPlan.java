package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.List;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;

/**
 * Where processes die in this world: once at the point that the seed names, and anywhere with a
 * small probability.
 */
final class CrashPlan {
    /** Seeds go through all points in turn, so that each is aimed at equally often. */
    private static final List<CrashPoint> TARGETS = CrashPoint.all();

    private final Chance chance;
    private final CrashTally tally;
    private final CrashPoint target;
    private final double anywhere;
    private int untilTarget;
    private int deathsLeft;
    private boolean calm;
    private boolean stopped;
    private Consumer<Incarnation> killer = process -> {};

    CrashPlan(long seed, Chance chance, CrashTally tally, boolean kills) {
        this.chance = chance;
        this.tally = tally;
        this.target = targetOf(seed);
        this.untilTarget = kills ? oftenTheFirst(chance) : 0;
        this.anywhere = kills && chance.of(0.5) ? 0.01 : 0;
        this.deathsLeft = kills ? 1 + chance.below(4) : 0;
    }

    /** The point at which the world of this seed aims. */
    static CrashPoint targetOf(long seed) {
        return TARGETS.get((int) Long.remainderUnsigned(seed, TARGETS.size()));
    }

    /** Some points are passed once in a life, others a hundred times. */
    private static int oftenTheFirst(Chance chance) {
        return chance.of(0.7) ? 1 : 1 + chance.below(6);
    }

    /** Who carries it out. */
    void killsBy(Consumer<Incarnation> executioner) {
        killer = executioner;
    }

    CrashPoint target() {
        return target;
    }

    /** Nobody dies any more but at the point that the seed names, which some come to only now. */
    void calmDown() {
        calm = true;
    }

    /** No more deaths. */
    void stop() {
        stopped = true;
    }

    /** A process comes to a point. Whether it is dead now, from this or from before. */
    boolean strikes(Incarnation process, Operation operation, Moment moment) {
        if (process.gone()) {
            return true;
        }
        CrashPoint point = CrashPoint.of(operation, moment);
        tally.passed(point);
        if (!stopped && (isTarget(point) || happens())) {
            tally.died(point);
            killer.accept(process);
            return true;
        }
        return false;
    }

    private boolean isTarget(CrashPoint point) {
        return point.equals(target) && untilTarget > 0 && --untilTarget == 0;
    }

    private boolean happens() {
        boolean dies = !calm && anywhere > 0 && deathsLeft > 0 && chance.of(anywhere);
        deathsLeft -= dies ? 1 : 0;
        return dies;
    }
}
