package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often processes came to each crash point, and how often they died there. */
public final class CrashTally {
    private final long[] passed = new long[CrashPoint.all().size()];
    private final long[] died = new long[CrashPoint.all().size()];

    void passed(CrashPoint point) {
        passed[point.index()]++;
    }

    void died(CrashPoint point) {
        died[point.index()]++;
    }

    /** Adds what another tally counted. */
    public void add(CrashTally other) {
        for (int index = 0; index < passed.length; index++) {
            passed[index] += other.passed[index];
            died[index] += other.died[index];
        }
    }

    public long passes(CrashPoint point) {
        return passed[point.index()];
    }

    public long deaths(CrashPoint point) {
        return died[point.index()];
    }

    /** Deaths by the name of the point, in their fixed order. */
    public Map<String, Long> deaths() {
        Map<String, Long> deaths = new LinkedHashMap<>();
        CrashPoint.all().forEach(point -> deaths.put(point.label(), deaths(point)));
        return deaths;
    }
}
