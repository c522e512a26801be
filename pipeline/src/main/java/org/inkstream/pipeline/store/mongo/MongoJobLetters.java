package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.JOB_DOCUMENTS;
import static org.inkstream.pipeline.store.mongo.Collections.JOB_TASKS;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.inkstream.pipeline.jobs.Counts;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.JobLetters;
import org.inkstream.pipeline.jobs.Task;

/**
 * Letters of jobs in MongoDB. Their ids begin with the job's, so that the embedded store, which has
 * no index but {@code _id}, reads only those of one job. Tasks, which hold text, stand apart from
 * what is looked at all the time.
 */
final class MongoJobLetters implements JobLetters {
    private static final UpdateOptions MULTI = new UpdateOptions().setMulti(true);

    private final MongoClient client;
    private final Observed observed;

    MongoJobLetters(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<Void> add(List<JobDocument> documents, List<Task> tasks) {
        List<BulkOperation> texts = new ArrayList<>();
        String jobId = documents.get(0).jobId();
        for (Task task : tasks) {
            JsonObject stored =
                    new JsonObject()
                            .put(JobForm.DOCUMENT, task.documentId())
                            .put("task", task.json())
                            .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
            texts.add(insert(JobDocument.id(jobId, task.documentId()), stored));
        }
        List<BulkOperation> letters = new ArrayList<>();
        for (JobDocument document : documents) {
            JsonObject stored = JobForm.toStore(document);
            stored.remove("_id");
            letters.add(insert(document.id(), stored));
        }
        return bulk("jobs.tasks", JOB_TASKS, texts)
                .compose(kept -> bulk("jobs.add", JOB_DOCUMENTS, letters));
    }

    /** Nothing happens to what is there. */
    private static BulkOperation insert(String id, JsonObject stored) {
        return BulkOperation.createUpdate(
                Succession.id(id), new JsonObject().put("$setOnInsert", stored), true, false);
    }

    private Future<Void> bulk(String operation, String collection, List<BulkOperation> writes) {
        return writes.isEmpty()
                ? Future.succeededFuture()
                : observed.write(
                        operation, () -> client.bulkWrite(collection, writes).<Void>mapEmpty());
    }

    @Override
    public Future<List<JobDocument>> outstanding(
            String jobId, boolean running, String after, int limit) {
        JsonArray states = new JsonArray().add(JobDocument.State.WAITING.wireName());
        if (running) {
            states.add(JobDocument.State.CANCELLED.wireName());
        }
        return documents(jobId, in(states), after, limit);
    }

    @Override
    public Future<List<JobDocument>> inState(
            String jobId, JobDocument.State state, String after, int limit) {
        return documents(jobId, state.wireName(), after, limit);
    }

    private Future<List<JobDocument>> documents(
            String jobId, Object state, String after, int limit) {
        JsonObject query =
                new JsonObject().put("_id", JobForm.idsOf(jobId, after)).put(JobForm.STATE, state);
        FindOptions page =
                new FindOptions().setSort(new JsonObject().put("_id", 1)).setLimit(limit);
        return observed.read(
                        "jobs.documents", () -> client.findWithOptions(JOB_DOCUMENTS, query, page))
                .map(found -> found.stream().map(JobForm::document).toList());
    }

    @Override
    public Future<Void> save(Collection<JobDocument> documents) {
        List<BulkOperation> writes =
                documents.stream()
                        .map(
                                one ->
                                        BulkOperation.createUpdate(
                                                Succession.id(one.id())
                                                        .put(
                                                                JobForm.TURN,
                                                                new JsonObject()
                                                                        .put("$lte", one.turn())),
                                                new JsonObject()
                                                        .put("$set", JobForm.changing(one))))
                        .toList();
        return bulk("jobs.save", JOB_DOCUMENTS, writes);
    }

    @Override
    public Future<Void> retryErrors(String jobId) {
        JsonObject failed =
                new JsonObject()
                        .put("_id", JobForm.idsOf(jobId, ""))
                        .put(JobForm.STATE, JobDocument.State.ERROR.wireName())
                        .put("textHash", new JsonObject().put("$ne", ""));
        JsonObject again =
                new JsonObject()
                        .put(
                                "$set",
                                new JsonObject()
                                        .put(JobForm.STATE, JobDocument.State.WAITING.wireName())
                                        .put(JobForm.REASON, "")
                                        .put("rungAt", Dates.date(JobDocument.NEVER)))
                        .put("$inc", new JsonObject().put(JobForm.TURN, 1));
        return observed.write(
                "jobs.retry",
                () ->
                        client.updateCollectionWithOptions(JOB_DOCUMENTS, failed, again, MULTI)
                                .<Void>mapEmpty());
    }

    @Override
    public Future<Map<String, Task>> tasks(String jobId, Collection<String> documentIds) {
        return observed.read(
                        "jobs.read_tasks", () -> client.find(JOB_TASKS, these(jobId, documentIds)))
                .map(
                        found ->
                                found.stream()
                                        .map(
                                                one ->
                                                        new Task(
                                                                one.getString(JobForm.DOCUMENT),
                                                                one.getString("task")))
                                        .collect(
                                                Collectors.toUnmodifiableMap(
                                                        Task::documentId, task -> task)));
    }

    @Override
    public Future<Void> forgetTasks(String jobId, Collection<String> documentIds) {
        return observed.write(
                "jobs.forget_tasks",
                () ->
                        client.removeDocuments(JOB_TASKS, these(jobId, documentIds))
                                .<Void>mapEmpty());
    }

    @Override
    public Future<Counts> count(String jobId) {
        return new JobCounts(client, observed).of(jobId);
    }

    @Override
    public Future<Void> forget(String jobId) {
        JsonObject its = new JsonObject().put("_id", JobForm.idsOf(jobId, ""));
        return remove(JOB_TASKS, its).compose(gone -> remove(JOB_DOCUMENTS, its));
    }

    private Future<Void> remove(String collection, JsonObject which) {
        return observed.write(
                "jobs.forget", () -> client.removeDocuments(collection, which).<Void>mapEmpty());
    }

    private static JsonObject these(String jobId, Collection<String> documentIds) {
        JsonArray ids = new JsonArray();
        documentIds.forEach(id -> ids.add(JobDocument.id(jobId, id)));
        return new JsonObject().put("_id", in(ids));
    }

    private static JsonObject in(JsonArray values) {
        return new JsonObject().put("$in", values);
    }
}
