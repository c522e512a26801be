package org.inkstream.pipeline.workflow;

import java.time.Duration;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.RunsInThisProcess;
import org.inkstream.pipeline.journal.StoredJournal;
import org.inkstream.time.Timers;

/** The journal of a process of its own that lives as long as the test. */
final class ProcessJournal {
    private ProcessJournal() {}

    static StoredJournal of(
            String instance, RunStore runs, OwnerStore owners, Timers timers, Duration window) {
        Heartbeat heartbeat =
                Heartbeat.start(
                                owners,
                                instance,
                                timers,
                                Duration.ofHours(1),
                                Duration.ofHours(3),
                                () -> {})
                        .result();
        return new StoredJournal(
                runs, heartbeat, heartbeat.liveness(), new RunsInThisProcess(), timers, window);
    }
}
