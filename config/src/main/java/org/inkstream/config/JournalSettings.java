package org.inkstream.config;

import java.time.Duration;

/**
 * The journal of runs and their ownership.
 *
 * @param enabled off only for measurements: nothing is stored then, only the enriched letter is
 *     announced, and a crash pays for calls again
 * @param flushWindow how long changes wait for company before they are written, 0 to 50 ms
 * @param beat between two beats of a process
 * @param deadAfter a process whose beat stood still this long is dead; at least three beats
 * @param maxDeaths processes in a row that may die over one letter before it goes to the dead
 *     letters, 1 to 100
 * @param reconcileAfter a run whose owner is dead for this long is taken up again by whoever sees
 *     it
 * @param reconcileEvery between two looks for such runs
 */
public record JournalSettings(
        boolean enabled,
        Duration flushWindow,
        Duration beat,
        Duration deadAfter,
        int maxDeaths,
        Duration reconcileAfter,
        Duration reconcileEvery) {
    private static final int BEATS_MISSED = 3;

    public JournalSettings {
        new Check()
                .between("flushWindow", flushWindow, Duration.ZERO, Duration.ofMillis(50))
                .between("beat", beat, Duration.ofMillis(100), Duration.ofSeconds(10))
                .between(
                        "deadAfter",
                        deadAfter,
                        beat.multipliedBy(BEATS_MISSED),
                        Duration.ofMinutes(5))
                .between("maxDeaths", maxDeaths, 1, 100)
                .between("reconcileAfter", reconcileAfter, deadAfter, Duration.ofDays(1))
                .between(
                        "reconcileEvery", reconcileEvery, Duration.ofSeconds(1), Duration.ofDays(1))
                .orThrow();
    }
}
