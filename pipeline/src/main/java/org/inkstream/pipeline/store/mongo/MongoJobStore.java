package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.JOBS;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobStore;
import org.inkstream.pipeline.jobs.Progress;
import org.jspecify.annotations.Nullable;

/** Jobs in MongoDB. */
final class MongoJobStore implements JobStore {
    private static final UpdateOptions PLAIN = new UpdateOptions().setReturningNewDocument(true);
    private static final int SWEPT = 20;

    private final MongoClient client;
    private final Observed observed;

    MongoJobStore(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<Boolean> create(Job job) {
        return observed.write(
                        "jobs.create", () -> client.insert(JOBS, JobForm.toStore(job)).map(true))
                .recover(
                        failure ->
                                DuplicateKeys.isDuplicate(failure)
                                        ? Future.succeededFuture(false)
                                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Optional<Job>> find(String jobId) {
        return observed.read("jobs.find", () -> client.findOne(JOBS, Succession.id(jobId), null))
                .map(MongoJobStore::job);
    }

    @Override
    public Future<List<Job>> list(Set<Job.Status> statuses, int skip, int limit) {
        FindOptions newest =
                new FindOptions()
                        .setSort(new JsonObject().put(JobForm.CREATED, -1).put("_id", 1))
                        .setSkip(skip)
                        .setLimit(limit);
        JsonArray names = new JsonArray();
        statuses.forEach(status -> names.add(status.wireName()));
        return jobs(
                new JsonObject().put(JobForm.STATUS, new JsonObject().put("$in", names)), newest);
    }

    @Override
    public Future<List<Job>> active(Instant cancelledAfter) {
        JsonObject running = new JsonObject().put(JobForm.STATUS, Job.Status.RUNNING.wireName());
        JsonObject cancelled =
                new JsonObject()
                        .put(JobForm.STATUS, Job.Status.CANCELLED.wireName())
                        .put(
                                JobForm.UPDATED,
                                new JsonObject().put("$gt", Dates.date(cancelledAfter)));
        JsonObject either =
                new JsonObject().put("$or", new JsonArray().add(running).add(cancelled));
        return jobs(either, new FindOptions().setSort(new JsonObject().put(JobForm.CREATED, 1)));
    }

    private Future<List<Job>> jobs(JsonObject query, FindOptions how) {
        return observed.read("jobs.list", () -> client.findWithOptions(JOBS, query, how))
                .map(found -> found.stream().map(JobForm::job).toList());
    }

    @Override
    public Future<Optional<Job>> change(Job seen, Job.Status to, String reason, Instant now) {
        // Two changes within one millisecond must not look like one.
        Instant later = seen.changedAt().plusMillis(1);
        JsonObject unchanged =
                Succession.id(seen.id())
                        .put(JobForm.STATUS, seen.status().wireName())
                        .put(JobForm.UPDATED, Dates.date(seen.changedAt()));
        JsonObject set =
                new JsonObject()
                        .put(JobForm.STATUS, to.wireName())
                        .put(JobForm.REASON, reason)
                        .put(JobForm.UPDATED, Dates.date(now.isAfter(later) ? now : later));
        return changeJob("jobs.change", unchanged, set);
    }

    @Override
    public Future<Optional<Job>> hold(String jobId, String owner, Instant now, Instant until) {
        JsonObject set =
                new JsonObject().put(JobForm.OWNER, owner).put(JobForm.LEASE, Dates.date(until));
        JsonObject mine = Succession.id(jobId).put(JobForm.OWNER, owner);
        JsonObject free =
                Succession.id(jobId)
                        .put(JobForm.LEASE, new JsonObject().put("$lt", Dates.date(now)));
        return changeJob("jobs.hold", mine, set)
                .compose(
                        held ->
                                held.isPresent()
                                        ? Future.succeededFuture(held)
                                        : changeJob("jobs.hold", free, set));
    }

    private Future<Optional<Job>> changeJob(String operation, JsonObject which, JsonObject set) {
        JsonObject update = new JsonObject().put("$set", set);
        return observed.write(
                        operation,
                        () ->
                                client.findOneAndUpdateWithOptions(
                                        JOBS, which, update, new FindOptions(), PLAIN))
                .map(MongoJobStore::job);
    }

    @Override
    public Future<Void> keep(String jobId, Progress progress) {
        JsonObject update = new JsonObject().put("$set", JobForm.progress(progress));
        return observed.write(
                "jobs.keep",
                () -> client.updateCollection(JOBS, Succession.id(jobId), update).<Void>mapEmpty());
    }

    @Override
    public Future<List<Job>> restingSince(Instant then) {
        JsonArray resting = new JsonArray();
        for (Job.Status status : Job.Status.values()) {
            if (status != Job.Status.RUNNING) {
                resting.add(status.wireName());
            }
        }
        JsonObject query =
                new JsonObject()
                        .put(JobForm.UPDATED, new JsonObject().put("$lt", Dates.date(then)))
                        .put(JobForm.STATUS, new JsonObject().put("$in", resting));
        return jobs(query, new FindOptions().setLimit(SWEPT));
    }

    @Override
    public Future<Void> remove(String jobId) {
        return observed.write(
                "jobs.remove",
                () -> client.removeDocument(JOBS, Succession.id(jobId)).<Void>mapEmpty());
    }

    private static Optional<Job> job(@Nullable JsonObject stored) {
        return Optional.ofNullable(stored).map(JobForm::job);
    }
}
