package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The {@code ocr_jobs} collection, which OCR systems write: {@code {job_id, status, created_at,
 * collection_id, priority, collection, documents: [...]}}, each document OCR-complete data or a
 * task of the older system.
 */
public interface OcrJobs {
    /** Finished ones that nobody has taken, oldest first. */
    Future<List<OcrJob>> untaken(int limit);

    Future<Optional<OcrJob>> find(String ocrJobId);

    /** Says in the OCR job which enrichment job follows it, so that it is not found again. */
    Future<Void> taken(OcrJob ocrJob, String jobId);

    /** Says in the OCR job why nothing follows it. */
    Future<Void> refused(OcrJob ocrJob, String reason);

    /**
     * An OCR job as it was found.
     *
     * @param key by which the store finds it again, whatever others have made of its id
     * @param id what the OCR system calls it; empty if it does not
     * @param body the form that a job is asked for with, letters included
     */
    record OcrJob(JsonObject key, String id, boolean finished, JsonObject body) {}
}
