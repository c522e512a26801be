package org.inkstream.pipeline.jobs;

import java.time.Instant;
import java.util.Locale;

/**
 * One letter of a job, as {@code job_documents} has it.
 *
 * @param jobId the job
 * @param documentId the letter
 * @param textHash of the text that the job brought, empty where it brought none
 * @param state how it stands
 * @param reason why, for people; possibly empty
 * @param turn how often it was asked for on purpose, 1 or more: a resumed job asks again
 * @param rings how often its task was published in all
 * @param rungAt when that was last; {@link #NEVER} if it never was
 * @param note what a worker said of it, {@link Note#NONE} if nothing
 */
public record JobDocument(
        String jobId,
        String documentId,
        String textHash,
        State state,
        String reason,
        int turn,
        int rings,
        Instant rungAt,
        Note note) {
    public static final Instant NEVER = Instant.EPOCH;

    /** How a letter of a job stands. */
    public enum State {
        /** It is to be published, is on its way, or is worked on. */
        WAITING,
        /** It is enriched. */
        SUCCESS,
        /** It is enriched, and somebody must look at it. */
        REVIEW,
        /** It is no letter that can be worked on, or it was given up. */
        ERROR,
        /** It was given up because the job was cancelled. */
        CANCELLED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /** A letter that is to be published. */
    public static JobDocument waiting(String jobId, String documentId, String textHash) {
        return new JobDocument(
                jobId, documentId, textHash, State.WAITING, "", 1, 0, NEVER, Note.NONE);
    }

    /** What is no letter. */
    public static JobDocument refused(String jobId, String documentId, String reason) {
        return new JobDocument(jobId, documentId, "", State.ERROR, reason, 1, 0, NEVER, Note.NONE);
    }

    /** The id in the store: a job's letters stand together, in the order of their ids. */
    public String id() {
        return id(jobId, documentId);
    }

    public static String id(String jobId, String documentId) {
        return jobId + "/" + documentId;
    }

    /** By what its task says that it was asked for again; empty for the first time. */
    public String mark() {
        return turn == 1 ? "" : jobId + "#" + turn;
    }

    /** Whether what a worker said is about what was asked last. */
    public boolean isAnswered() {
        return note.isSomething() && note.mark().equals(mark());
    }

    public boolean wasRung() {
        return !rungAt.equals(NEVER);
    }

    /** The next time that it is asked for on purpose: it counts as never rung. */
    public JobDocument nextTurn() {
        return new JobDocument(
                jobId, documentId, textHash, State.WAITING, "", turn + 1, rings, NEVER, Note.NONE);
    }

    JobDocument ended(State end, String why) {
        return new JobDocument(jobId, documentId, textHash, end, why, turn, rings, rungAt, note);
    }

    JobDocument rung(Instant now) {
        return new JobDocument(
                jobId, documentId, textHash, state, reason, turn, rings + 1, now, note);
    }
}
