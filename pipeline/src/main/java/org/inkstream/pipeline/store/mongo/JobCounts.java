package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.EnumMap;
import java.util.Map;
import org.inkstream.pipeline.jobs.Counts;
import org.inkstream.pipeline.jobs.JobDocument;

/** Counts the letters of a job, state by state. */
final class JobCounts {
    private final MongoClient client;
    private final Observed observed;

    JobCounts(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    Future<Counts> of(String jobId) {
        Map<JobDocument.State, Integer> counts = new EnumMap<>(JobDocument.State.class);
        Future<Void> all = Future.succeededFuture();
        for (JobDocument.State state : JobDocument.State.values()) {
            all =
                    all.compose(before -> count(jobId, state))
                            .map(
                                    count -> {
                                        counts.put(state, count.intValue());
                                        return null;
                                    });
        }
        return all.map(counted -> Counts.of(counts));
    }

    private Future<Long> count(String jobId, JobDocument.State state) {
        // MongoDB counts by the index on job and state, the embedded store by the range of ids.
        JsonObject query =
                new JsonObject()
                        .put("_id", JobForm.idsOf(jobId, ""))
                        .put(JobForm.JOB, jobId)
                        .put(JobForm.STATE, state.wireName());
        return observed.read("jobs.count", () -> client.count(Collections.JOB_DOCUMENTS, query));
    }
}
