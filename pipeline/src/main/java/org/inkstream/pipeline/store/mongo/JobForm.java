package org.inkstream.pipeline.store.mongo;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.inkstream.money.Money;
import org.inkstream.pipeline.jobs.Counts;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.Note;
import org.inkstream.pipeline.jobs.Progress;

/** How jobs and their letters stand in the store. */
final class JobForm {
    static final String STATUS = "status";
    static final String REASON = "reason";
    static final String UPDATED = "updated_at";
    static final String CREATED = "created_at";
    static final String OWNER = "lease_owner";
    static final String LEASE = "lease_until";

    static final String JOB = "jobId";
    static final String DOCUMENT = "documentId";
    static final String STATE = "state";
    static final String TURN = "turn";
    static final String NOTE = "note";

    /** Behind the slash after a job's id, and before everything that follows it. */
    private static final String BEHIND = "0";

    private JobForm() {}

    static JsonObject toStore(Job job) {
        return new JsonObject()
                .put("_id", job.id())
                .put("enrichment_job_id", job.id())
                .put("ocr_job_id", job.ocrJobId())
                .put("collection_id", job.collectionId())
                .put(STATUS, job.status().wireName())
                .put(REASON, job.reason())
                .put("priority", job.priority())
                .put("budget_pico_usd", job.budget().picoUsd())
                .put("documents", job.documents())
                .put("content", job.content())
                .put(CREATED, Dates.date(job.createdAt()))
                .put(UPDATED, Dates.date(job.changedAt()))
                .put(OWNER, "")
                .put(LEASE, Dates.date(Instant.EPOCH))
                .mergeIn(progress(job.progress()))
                .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
    }

    /** The members that say how far a job is. */
    static JsonObject progress(Progress progress) {
        Counts counts = progress.counts();
        return new JsonObject()
                .put("processed_count", counts.processed())
                .put("waiting_count", counts.waiting())
                .put("success_count", counts.success())
                .put("review_count", counts.review())
                .put("error_count", counts.error())
                .put("cancelled_count", counts.cancelled())
                .put("per_minute", progress.perMinute())
                .put("cost_pico_usd", progress.cost().picoUsd())
                .put("cost_unknown_calls", progress.unknownCosts())
                .put("counted_at", Dates.date(progress.at()));
    }

    static Job job(JsonObject stored) {
        return new Job(
                stored.getString("_id"),
                stored.getString("ocr_job_id", ""),
                stored.getString("collection_id", ""),
                Job.Status.of(stored.getString(STATUS)),
                stored.getString(REASON, ""),
                stored.getInteger("priority", 0),
                new Money(stored.getLong("budget_pico_usd", 0L)),
                stored.getInteger("documents", 0),
                stored.getString("content", ""),
                new Progress(
                        new Counts(
                                stored.getInteger("waiting_count", 0),
                                stored.getInteger("success_count", 0),
                                stored.getInteger("review_count", 0),
                                stored.getInteger("error_count", 0),
                                stored.getInteger("cancelled_count", 0)),
                        stored.getDouble("per_minute", 0.0),
                        new Money(stored.getLong("cost_pico_usd", 0L)),
                        stored.getInteger("cost_unknown_calls", 0),
                        instant(stored, "counted_at")),
                instant(stored, CREATED),
                instant(stored, UPDATED));
    }

    static JsonObject toStore(JobDocument document) {
        return changing(document)
                .put("_id", document.id())
                .put(JOB, document.jobId())
                .put(DOCUMENT, document.documentId())
                .put("textHash", document.textHash())
                .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
    }

    /** What changes of a letter, but for the note, which is the workers'. */
    static JsonObject changing(JobDocument document) {
        return new JsonObject()
                .put(STATE, document.state().wireName())
                .put(REASON, document.reason())
                .put(TURN, document.turn())
                .put("rings", document.rings())
                .put("rungAt", Dates.date(document.rungAt()));
    }

    static JobDocument document(JsonObject stored) {
        return new JobDocument(
                stored.getString(JOB),
                stored.getString(DOCUMENT),
                stored.getString("textHash", ""),
                JobDocument.State.of(stored.getString(STATE)),
                stored.getString(REASON, ""),
                stored.getInteger(TURN, 1),
                stored.getInteger("rings", 0),
                instant(stored, "rungAt"),
                note(stored.getJsonObject(NOTE, new JsonObject())));
    }

    static JsonObject toStore(Note note) {
        return new JsonObject()
                .put("kind", note.kind().wireName())
                .put(REASON, note.reason())
                .put("mark", note.mark());
    }

    private static Note note(JsonObject stored) {
        return stored.isEmpty()
                ? Note.NONE
                : new Note(
                        Note.Kind.of(stored.getString("kind")),
                        stored.getString(REASON, ""),
                        stored.getString("mark", ""));
    }

    /** The ids of a job's letters behind one of them, or of all of them. */
    static JsonObject idsOf(String jobId, String after) {
        return new JsonObject().put("$gt", JobDocument.id(jobId, after)).put("$lt", jobId + BEHIND);
    }

    private static Instant instant(JsonObject stored, String name) {
        JsonObject date = stored.getJsonObject(name);
        return date == null ? Instant.EPOCH : Instant.parse(Dates.text(date));
    }
}
