package org.inkstream.pipeline.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.pipeline.jobs.JobDocument.State;

/** What follows for a letter of a job from what is known of it. Pure. */
sealed interface Judgement {
    /** It has ended. */
    record Ended(State state, String reason) implements Judgement {}

    /** Its task is to be published: for the first time in its turn, or because it may be lost. */
    record Ring(JobDocument document) implements Judgement {}

    /** Nothing is to be done now. */
    record Leave() implements Judgement {}

    /** Later pauses are no longer than so many times the first. */
    int LONGEST = 64;

    default <R> R match(
            Function<Ended, R> ended, Function<Ring, R> ring, Function<Leave, R> leave) {
        if (this instanceof Ended e) {
            return ended.apply(e);
        }
        if (this instanceof Ring r) {
            return ring.apply(r);
        }
        return leave.apply((Leave) this);
    }

    /**
     * What results and notes say.
     *
     * @param running whether the job runs; otherwise it is cancelled
     */
    static Judgement of(JobDocument document, boolean running, Optional<JobFacts.Letter> letter) {
        Optional<JobFacts.Letter> ours =
                letter.filter(one -> one.jobId().equals(document.jobId()))
                        .filter(one -> one.textHash().equals(document.textHash()));
        if (ours.isPresent()) {
            return enriched(ours, "");
        }
        if (document.isAnswered()) {
            return answered(document, running, letter);
        }
        if (!running) {
            return new Leave();
        }
        if (document.state() == State.CANCELLED) {
            return new Ring(document.nextTurn());
        }
        return document.wasRung() ? new Leave() : new Ring(document);
    }

    private static Judgement answered(
            JobDocument document, boolean running, Optional<JobFacts.Letter> letter) {
        Note note = document.note();
        return switch (note.kind()) {
            case DONE_BEFORE -> enriched(letter, "it was enriched before the job asked");
            case CANCELLED ->
                    running
                            ? new Ring(document.nextTurn())
                            : new Ended(State.CANCELLED, note.reason());
            case DEAD -> new Ended(State.ERROR, note.reason());
            case NOTHING -> new Leave();
        };
    }

    private static Judgement enriched(Optional<JobFacts.Letter> letter, String reason) {
        boolean review = letter.map(JobFacts.Letter::needsReview).orElse(false);
        return new Ended(review ? State.REVIEW : State.SUCCESS, reason);
    }

    /** Whether it was rung so long ago that its task may be lost; each time takes twice as long. */
    static boolean isOverdue(JobDocument document, Duration ringAgainAfter, Instant now) {
        long times = Math.min(LONGEST, 1L << Math.min(Math.max(0, document.rings() - 1), 30));
        return document.wasRung()
                && !now.isBefore(document.rungAt().plus(ringAgainAfter.multipliedBy(times)));
    }
}
