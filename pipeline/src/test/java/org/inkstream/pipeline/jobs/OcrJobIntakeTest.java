package org.inkstream.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OcrJobIntakeTest {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryJobs jobs = new MemoryJobs();
    private final ScriptedOcrJobs ocrJobs = new ScriptedOcrJobs();
    private Function<JobRequest, Future<Listing>> lister =
            request -> Future.succeededFuture(Listing.of(request, 100_000));
    private final OcrJobIntake intake =
            new OcrJobIntake(
                    ocrJobs,
                    new JobDesk(
                            jobs, jobs, new TaskTopics("tasks", "", ""), timers, JobListener.NONE),
                    request -> lister.apply(request),
                    timers,
                    EVERY);

    @AfterEach
    void no_timer_outlives_the_intake() {
        intake.stop();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_job_follows_each_finished_ocr_job_once_and_later_ones_as_well() {
        ocrJobs.finished("first", "a", "b");
        intake.start();
        ocrJobs.finished("second", "c");
        timers.advance(EVERY.multipliedBy(3));

        assertThat(jobs.jobs.keySet())
                .containsExactlyInAnyOrder(JobRequest.idFor("first"), JobRequest.idFor("second"));
        assertThat(jobs.jobs.get(JobRequest.idFor("first")).documents()).isEqualTo(2);
        assertThat(ocrJobs.marks)
                .containsEntry("first", "taken by " + JobRequest.idFor("first"))
                .containsEntry("second", "taken by " + JobRequest.idFor("second"));
    }

    @Test
    void one_that_lists_nothing_or_cannot_be_read_is_refused_with_the_reason() {
        ocrJobs.finished("empty");
        ocrJobs.finished("odd").getJsonArray("documents").add("no object");
        intake.start();

        assertThat(jobs.jobs).isEmpty();
        assertThat(ocrJobs.marks.get("empty")).contains("at least one letter");
        assertThat(ocrJobs.marks.get("odd")).contains("documents[0] must be an object");
    }

    @Test
    void one_without_documents_is_refused_rather_than_looked_up_in_itself() {
        ocrJobs.finished("bare").remove("documents");
        intake.start();

        assertThat(ocrJobs.marks.get("bare")).isEqualTo("it lists no documents");
    }

    @Test
    void a_mark_that_was_lost_makes_no_second_job() {
        ocrJobs.finished("first", "a");
        ocrJobs.losesMarks = true;
        intake.start();
        assertThat(jobs.jobs).hasSize(1);
        assertThat(ocrJobs.marks).isEmpty();

        ocrJobs.losesMarks = false;
        timers.advance(EVERY);

        assertThat(jobs.jobs).hasSize(1);
        assertThat(ocrJobs.marks).containsKey("first");
    }

    @Test
    void one_that_is_changed_after_its_job_was_made_keeps_that_job() {
        ocrJobs.finished("first", "a");
        ocrJobs.losesMarks = true;
        intake.start();
        ocrJobs.losesMarks = false;
        ocrJobs.finished("first", "a", "b");
        timers.advance(EVERY);

        assertThat(jobs.jobs.get(JobRequest.idFor("first")).documents()).isEqualTo(1);
        assertThat(ocrJobs.marks).containsKey("first");
    }

    @Test
    void one_that_cannot_be_taken_holds_up_none_behind_it_and_is_tried_again() {
        Function<JobRequest, Future<Listing>> good = lister;
        lister =
                request -> {
                    if (request.ocrJobId().equals("stuck")) {
                        throw new IllegalStateException("scripted");
                    }
                    return good.apply(request);
                };
        ocrJobs.finished("stuck", "a");
        ocrJobs.finished("behind", "b");
        intake.start();
        assertThat(jobs.jobs.keySet()).containsExactly(JobRequest.idFor("behind"));

        lister = good;
        timers.advance(EVERY);

        assertThat(jobs.jobs).containsKey(JobRequest.idFor("stuck"));
    }

    @Test
    void a_store_that_is_away_is_asked_again() {
        ocrJobs.finished("first", "a");
        ocrJobs.away = true;
        intake.start();
        timers.advance(EVERY);
        assertThat(jobs.jobs).isEmpty();

        ocrJobs.away = false;
        timers.advance(EVERY);

        assertThat(jobs.jobs).hasSize(1);
    }

    /** Keeps OCR jobs in memory, by the rules of the store. */
    private static final class ScriptedOcrJobs implements OcrJobs {
        private final Map<String, JsonObject> finished = new LinkedHashMap<>();
        private final Map<String, String> marks = new LinkedHashMap<>();
        private boolean away;
        private boolean losesMarks;

        JsonObject finished(String id, String... documents) {
            JsonArray letters = new JsonArray();
            for (String document : documents) {
                letters.add(
                        new JsonObject()
                                .put("documentId", document)
                                .put("collectionId", "papers")
                                .put("text", "Dear Anna, yours, B."));
            }
            JsonObject body =
                    new JsonObject()
                            .put("jobId", JobRequest.idFor(id))
                            .put("ocrJobId", id)
                            .put("documents", letters);
            finished.put(id, body);
            return body;
        }

        @Override
        public Future<List<OcrJob>> untaken(int limit) {
            return away
                    ? Future.failedFuture("the store is away")
                    : Future.succeededFuture(
                            finished.keySet().stream()
                                    .filter(id -> !marks.containsKey(id))
                                    .limit(limit)
                                    .map(this::job)
                                    .toList());
        }

        @Override
        public Future<Optional<OcrJob>> find(String ocrJobId) {
            return Future.succeededFuture(
                    finished.containsKey(ocrJobId) ? Optional.of(job(ocrJobId)) : Optional.empty());
        }

        private OcrJob job(String id) {
            return new OcrJob(new JsonObject().put("_id", id), id, true, finished.get(id).copy());
        }

        @Override
        public Future<Void> taken(OcrJob ocrJob, String jobId) {
            return mark(ocrJob, "taken by " + jobId);
        }

        @Override
        public Future<Void> refused(OcrJob ocrJob, String reason) {
            return mark(ocrJob, reason);
        }

        private Future<Void> mark(OcrJob ocrJob, String text) {
            if (losesMarks) {
                return Future.failedFuture("the mark was lost");
            }
            marks.put(ocrJob.key().getString("_id"), text);
            return Future.succeededFuture();
        }
    }
}
