package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.OCR_JOBS;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.OcrJobs;
import org.jspecify.annotations.Nullable;

/** OCR jobs in MongoDB, which other systems write: only two members of theirs are ours. */
final class MongoOcrJobs implements OcrJobs {
    private static final String ID = "job_id";
    private static final String STATUS = "status";

    /** Names the job that follows; in the form of the older system. */
    private static final String TAKEN = "enrichment_job_id";

    private static final String REFUSED = "enrichment_error";

    private static final Set<String> FINISHED = Set.of("finished", "completed");

    private final MongoClient client;
    private final Observed observed;

    MongoOcrJobs(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<List<OcrJob>> untaken(int limit) {
        JsonObject absent = new JsonObject().put("$exists", false);
        JsonArray finished = new JsonArray(List.copyOf(FINISHED));
        JsonObject query =
                new JsonObject()
                        .put(STATUS, new JsonObject().put("$in", finished))
                        .put(TAKEN, absent)
                        .put(REFUSED, absent);
        FindOptions oldest =
                new FindOptions().setSort(new JsonObject().put("created_at", 1)).setLimit(limit);
        return observed.read(
                        "ocr_jobs.untaken", () -> client.findWithOptions(OCR_JOBS, query, oldest))
                .map(found -> found.stream().map(MongoOcrJobs::job).toList());
    }

    @Override
    public Future<Optional<OcrJob>> find(String ocrJobId) {
        return observed.read("ocr_jobs.find", () -> client.findOne(OCR_JOBS, is(ocrJobId), null))
                .map(stored -> Optional.ofNullable(stored).map(MongoOcrJobs::job));
    }

    @Override
    public Future<Void> taken(OcrJob ocrJob, String jobId) {
        return set(ocrJob, TAKEN, jobId);
    }

    @Override
    public Future<Void> refused(OcrJob ocrJob, String reason) {
        return set(ocrJob, REFUSED, reason);
    }

    // By its key: an id that is missing or no text would not be found again, and refused for ever.
    private Future<Void> set(OcrJob ocrJob, String member, String value) {
        JsonObject update = new JsonObject().put("$set", new JsonObject().put(member, value));
        return observed.write(
                "ocr_jobs.mark",
                () -> client.updateCollection(OCR_JOBS, ocrJob.key(), update).<Void>mapEmpty());
    }

    private static JsonObject is(String ocrJobId) {
        return new JsonObject().put(ID, ocrJobId);
    }

    private static OcrJob job(JsonObject stored) {
        JsonObject plain = ResultForm.fromStore(stored);
        String id = plain.getString(ID, "");
        JsonObject body = new JsonObject().put("jobId", JobRequest.idFor(id)).put("ocrJobId", id);
        put(body, "collectionId", plain.getValue("collection_id"));
        put(body, "priority", plain.getValue("priority"));
        put(body, "collection", plain.getValue("collection"));
        put(body, "documents", plain.getValue("documents"));
        JsonObject key = new JsonObject().put("_id", stored.getValue("_id"));
        return new OcrJob(key, id, FINISHED.contains(plain.getString(STATUS, "")), body);
    }

    private static void put(JsonObject body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
