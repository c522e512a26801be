package org.inkstream.app.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.Liveness;
import org.inkstream.pipeline.journal.NoJournal;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.RunsInThisProcess;
import org.inkstream.pipeline.journal.StoredJournal;
import org.inkstream.pipeline.journal.UnfinishedRuns;
import org.inkstream.time.Timers;

/**
 * The journals of a process.
 *
 * @param on makes that of one event loop
 * @param liveness of the processes that share it
 * @param me the incarnation of this process, if it has one
 * @param idleHere whether an open run is this process's, and nobody works on it
 */
record Journals(
        Function<Timers, Journal> on,
        Liveness liveness,
        Optional<Owner> me,
        Predicate<UnfinishedRuns.Run> idleHere) {
    /** Nothing is remembered, and nobody is known. */
    static Journals none(Timers clock, Duration deadAfter) {
        return new Journals(
                timers -> new NoJournal(),
                new Liveness(clock, deadAfter),
                Optional.empty(),
                run -> false);
    }

    static Journals of(RunStore store, Heartbeat heartbeat, Duration flushWindow) {
        RunsInThisProcess runs = new RunsInThisProcess();
        return new Journals(
                timers ->
                        new StoredJournal(
                                store, heartbeat, heartbeat.liveness(), runs, timers, flushWindow),
                heartbeat.liveness(),
                Optional.of(heartbeat.me()),
                run -> runs.liesIdle(run, heartbeat.me()));
    }
}
