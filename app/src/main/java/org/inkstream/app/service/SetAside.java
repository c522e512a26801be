package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.workflow.DeadRun;
import org.inkstream.pipeline.workflow.DeadRuns;
import org.inkstream.pipeline.workflow.DueLoop;
import org.inkstream.pipeline.workflow.ParkedRuns;
import org.inkstream.time.Timers;

/**
 * What becomes of runs that cannot come to their end now: parked until they are due, or dead.
 *
 * @param settings whose journal and workflow apply
 * @param due the index of what is to be begun later
 * @param letters where dead runs go
 * @param decoder of events that were accepted before
 */
record SetAside(Settings settings, DueStore due, DeadLetters letters, OcrEventDecoder decoder) {
    ParkedRuns parkedRuns() {
        return new ParkedRuns(due, this::read);
    }

    DeadRuns deadRuns(Timers timers) {
        return new DeadRuns(this::bury, settings.journal().maxDeaths(), timers);
    }

    /** Without a journal there is nowhere to park. */
    Duration longestPause() {
        return settings.journal().enabled()
                ? settings.workflow().parkAfter()
                : ToolCaller.ANY_PAUSE;
    }

    /**
     * The loop that begins what is due and belongs to one of the event loops of this process.
     *
     * @param number of that event loop, from 0
     * @param loops how many there are
     */
    DueLoop dueLoop(
            int number,
            int loops,
            Function<DueStore.Entry, Future<Settlement>> work,
            Timers timers) {
        int share = Math.max(1, settings.workflow().maxResumed() / loops);
        return new DueLoop(
                due,
                entry -> Math.floorMod(spread(entry.documentId()), loops) == number,
                work,
                share,
                timers);
    }

    private Future<Void> bury(DeadRun dead) {
        Received event = dead.event();
        Delivery delivery =
                new Delivery(
                        new Delivery.Origin(event.topic(), event.partition(), event.offset()),
                        dead.documentId(),
                        event.value(),
                        event.headers());
        return letters.bury(
                new DeadLetter(
                        delivery,
                        dead.errorClass(),
                        dead.reason(),
                        dead.attempts(),
                        dead.history(),
                        dead.at()));
    }

    private static int spread(String id) {
        return id.hashCode() ^ (id.hashCode() >>> 16);
    }

    private OcrCompleted read(Received received) {
        return decoder.decode(received)
                .match(
                        decoded -> decoded.event(),
                        rejected -> {
                            throw new IllegalStateException(rejected.reason());
                        });
    }
}
