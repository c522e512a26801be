package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.function.Function;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.time.Timers;

/**
 * Gives runs up that will never succeed. The dead letter is durable before the journal says that
 * the run is dead, so that a death in between buries it twice at worst, and never loses it. Used on
 * one event loop.
 */
public final class DeadRuns {
    static final Settlement.Park OF_CANCELLED_JOB =
            new Settlement.Park(ErrorClass.REFUSED, Jobs.CANCELLED, 1);

    private final Function<DeadRun, Future<Void>> letters;
    private final int mostDeaths;
    private final Timers timers;

    /**
     * @param letters makes a dead letter of a run; completes when it is durable
     * @param mostDeaths how many owners in a row may die over one run
     */
    public DeadRuns(Function<DeadRun, Future<Void>> letters, int mostDeaths, Timers timers) {
        this.letters = letters;
        this.mostDeaths = mostDeaths;
        this.timers = timers;
    }

    /** Whether it looks as if the run is what its owners die of. */
    boolean kills(OpenRun open) {
        return open.deaths() > mostDeaths;
    }

    Future<Settlement> buryKiller(Received event, String documentId, OpenRun open) {
        String reason =
                open.deaths()
                        + " processes in a row died while they worked on it; what is wrong with it"
                        + " should be found before it is replayed";
        return bury(event, documentId, open, ErrorClass.UNKNOWN, reason, open.deaths());
    }

    /**
     * What has ended well stays with the run, so that a job that goes on pays for nothing twice.
     */
    Future<Settlement> buryCancelled(Run run, OpenRun open) {
        return bury(
                run.event().received(),
                run.documentId(),
                open,
                OF_CANCELLED_JOB.errorClass(),
                OF_CANCELLED_JOB.reason(),
                OF_CANCELLED_JOB.attempts());
    }

    /** Completes when it is in the dead letters and the journal knows. */
    Future<Settlement> bury(
            Received event,
            String documentId,
            OpenRun open,
            ErrorClass errorClass,
            String reason,
            int attempts) {
        DeadRun dead =
                new DeadRun(
                        event,
                        documentId,
                        errorClass,
                        reason,
                        attempts,
                        open.past().values(),
                        timers.now());
        return letters.apply(dead)
                .compose(buried -> open.bury(reason))
                .map(known -> new Settlement.Park(errorClass, reason, attempts));
    }
}
