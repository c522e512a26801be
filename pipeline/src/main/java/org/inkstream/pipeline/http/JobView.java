package org.inkstream.pipeline.http;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.inkstream.money.Money;
import org.inkstream.pipeline.jobs.Counts;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.Progress;
import org.inkstream.pipeline.jobs.TaskTopics;

/** How the API shows jobs and their letters. */
final class JobView {
    private static final int PICO_SCALE = 12;
    private static final int MICRO_SCALE = 6;

    private JobView() {}

    /**
     * @param topics where letters of jobs go
     */
    static JsonObject of(Job job, TaskTopics topics) {
        Progress progress = job.progress();
        Counts counts = progress.counts();
        JsonObject json =
                new JsonObject()
                        .put("id", job.id())
                        .put("status", job.status().wireName())
                        .put("documents", job.documents())
                        .put("processed", counts.processed())
                        .put("success", counts.success())
                        .put("review", counts.review())
                        .put("error", counts.error())
                        .put("cancelled", counts.cancelled())
                        .put("waiting", job.documents() - counts.processed() - counts.cancelled())
                        .put("progress", share(counts.processed(), job.documents()))
                        .put("perMinute", rounded(progress.perMinute()))
                        .put("costUsd", dollars(progress.cost()))
                        .put("costUnknownCalls", progress.unknownCosts())
                        .put("priority", job.priority())
                        .put("topic", topics.of(job))
                        .put("createdAt", job.createdAt().toString())
                        .put("changedAt", job.changedAt().toString());
        if (job.isRunning() && !progress.left().isZero()) {
            json.put("secondsLeft", progress.left().toSeconds());
        }
        put(json, "reason", job.reason());
        put(json, "hint", topics.lackOneFor(job) ? topics.hint() : "");
        put(json, "ocrJobId", job.ocrJobId());
        put(json, "collectionId", job.collectionId());
        if (job.budget().compareTo(Money.ZERO) > 0) {
            json.put("budgetUsd", dollars(job.budget()));
        }
        return json;
    }

    static JsonObject of(JobDocument document) {
        JsonObject json =
                new JsonObject()
                        .put("documentId", document.documentId())
                        .put("state", document.state().wireName())
                        .put("rings", document.rings());
        put(json, "reason", document.reason());
        if (document.wasRung()) {
            json.put("rungAt", document.rungAt().toString());
        }
        return json;
    }

    private static void put(JsonObject json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : rounded((double) part / whole);
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).doubleValue();
    }

    private static String dollars(Money money) {
        return BigDecimal.valueOf(money.picoUsd(), PICO_SCALE)
                .setScale(MICRO_SCALE, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
