package org.inkstream.app.service;

import io.vertx.core.Future;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.jobs.CancelledJobs;
import org.inkstream.pipeline.jobs.JobNotes;
import org.inkstream.pipeline.jobs.Note;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.workflow.Jobs;
import org.inkstream.time.Timers;

/** What the workers of this process know of jobs, and what they tell them. For any thread. */
record WorkersJobs(JobNotes notes, CancelledJobs cancelled) implements Jobs {
    /** Asks from now on which jobs are cancelled, until the process closes. */
    static WorkersJobs start(MongoStores stores, Timers clock, Closing closing) {
        CancelledJobs cancelled = new CancelledJobs(stores.jobNotes(), clock);
        cancelled.start();
        closing.add("cancelled jobs", cancelled::stop);
        return new WorkersJobs(stores.jobNotes(), cancelled);
    }

    @Override
    public boolean isCancelled(String jobId) {
        return !jobId.isEmpty() && cancelled.contains(jobId);
    }

    @Override
    public Future<Void> endedBefore(OcrCompleted event, String reason) {
        if (event.jobId().isEmpty()) {
            return Future.succeededFuture();
        }
        String mark = event.received().replayedFrom();
        Note note =
                reason.isEmpty() ? new Note(Note.Kind.DONE_BEFORE, "", mark) : dead(reason, mark);
        return notes.note(event.jobId(), event.documentId(), note);
    }

    /**
     * Dead letters of which jobs hear. First the letter and then the note: a death in between
     * buries it twice at worst, and the job hears of the second.
     */
    DeadLetters around(DeadLetters letters) {
        return letter -> letters.bury(letter).compose(buried -> tell(letter));
    }

    private Future<Void> tell(DeadLetter letter) {
        return OcrEventDecoder.askedBy(letter.delivery().value(), letter.delivery().headers())
                .map(
                        asked ->
                                notes.note(
                                        asked.jobId(),
                                        asked.documentId(),
                                        dead(letter.reason(), asked.replayedFrom())))
                .orElseGet(Future::succeededFuture);
    }

    private static Note dead(String reason, String mark) {
        Note.Kind kind = reason.equals(Jobs.CANCELLED) ? Note.Kind.CANCELLED : Note.Kind.DEAD;
        return new Note(kind, reason, mark);
    }
}
