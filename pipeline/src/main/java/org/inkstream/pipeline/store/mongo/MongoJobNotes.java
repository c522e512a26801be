package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Set;
import java.util.stream.Collectors;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.JobNotes;
import org.inkstream.pipeline.jobs.Note;

/** Notes of workers, beside the letters that they are about, in MongoDB. */
final class MongoJobNotes implements JobNotes {
    private final MongoClient client;
    private final Observed observed;

    MongoJobNotes(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<Void> note(String jobId, String documentId, Note note) {
        JsonObject letter = Succession.id(JobDocument.id(jobId, documentId));
        JsonObject update =
                new JsonObject()
                        .put("$set", new JsonObject().put(JobForm.NOTE, JobForm.toStore(note)));
        return observed.write(
                "jobs.note",
                () ->
                        client.updateCollection(Collections.JOB_DOCUMENTS, letter, update)
                                .<Void>mapEmpty());
    }

    @Override
    public Future<Set<String>> cancelled() {
        JsonObject query = new JsonObject().put(JobForm.STATUS, Job.Status.CANCELLED.wireName());
        FindOptions idsOnly = new FindOptions().setFields(new JsonObject().put("_id", 1));
        return observed.read(
                        "jobs.cancelled",
                        () -> client.findWithOptions(Collections.JOBS, query, idsOnly))
                .map(
                        found ->
                                found.stream()
                                        .map(job -> job.getString("_id"))
                                        .collect(Collectors.toUnmodifiableSet()));
    }
}
