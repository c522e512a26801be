package org.inkstream.pipeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.inkstream.config.CoordinatorSettings;
import org.inkstream.config.Settings;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.jobs.Estimate;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobDesk;
import org.inkstream.pipeline.jobs.JobListener;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.Listing;
import org.inkstream.pipeline.jobs.MemoryJobs;
import org.inkstream.pipeline.jobs.OcrJobs;
import org.inkstream.pipeline.jobs.TaskTopics;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsServerTest {
    private static final int LARGEST = 20_000;
    private static final TaskTopics TOPICS =
            new TaskTopics("ocr.completed", "", "kafka.urgentTopic");

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics("test");
    private final MemoryJobs jobs = new MemoryJobs();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private JobsServer server;

    @BeforeEach
    void start() {
        CoordinatorSettings own =
                new CoordinatorSettings(
                        "127.0.0.1",
                        0,
                        true,
                        "enrichment",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        10,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(15),
                        LARGEST);
        assertThat(Settings.defaults().coordinator().host()).isEqualTo("127.0.0.1");
        server =
                await(
                        JobsServer.start(
                                vertx,
                                own,
                                new JobsServer.Parts(
                                        new JobDesk(
                                                jobs,
                                                jobs,
                                                TOPICS,
                                                new VirtualTimers(),
                                                JobListener.NONE),
                                        jobs,
                                        jobs,
                                        new OneOcrJob(),
                                        TOPICS,
                                        request ->
                                                Future.succeededFuture(Listing.of(request, 10_000)),
                                        JobsServerTest::estimate),
                                new Health(
                                        List.of(),
                                        List.of(),
                                        new Overview("test", new VirtualTimers(), List.of())),
                                metrics.scrape()));
    }

    @AfterEach
    void close() {
        await(vertx.close());
        metrics.close();
    }

    private static Estimate estimate(Listing listing) {
        return new Estimate(
                listing.letters().size(),
                0,
                9,
                3,
                Estimate.Range.ZERO,
                Estimate.Cost.ZERO,
                0,
                "a guess");
    }

    @Test
    void a_job_is_made_once_shown_cancelled_and_resumed() {
        JsonObject body = job("spring", "a", "b");

        assertThat(post("/jobs", body).status()).isEqualTo(201);
        Answer again = post("/jobs", body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().getString("status")).isEqualTo("running");
        assertThat(get("/jobs/spring").body().getInteger("waiting")).isEqualTo(2);

        assertThat(send("DELETE", "/jobs/spring", "").body().getString("status"))
                .isEqualTo("cancelled");
        assertThat(get("/jobs?status=cancelled").body().getJsonArray("jobs")).hasSize(1);
        assertThat(post("/jobs/spring/resume", new JsonObject()).body().getString("status"))
                .isEqualTo("running");
    }

    @Test
    void whoever_asks_twice_without_an_id_has_one_job() {
        JsonObject body = job("", "a");

        String first = post("/jobs", body).body().getString("id");
        String second = post("/jobs", body).body().getString("id");

        assertThat(first).isEqualTo(second).startsWith("job-");
        assertThat(jobs.jobs).hasSize(1);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_with_what_to_do() {
        JsonObject body =
                new JsonObject()
                        .put("jobid", "typo")
                        .put("priority", "high")
                        .put("budgetUsd", -1)
                        .put(
                                "documents",
                                new JsonArray()
                                        .add(letter("a"))
                                        .add(letter("a"))
                                        .add(new JsonObject().put("text", "no id"))
                                        .add("no object"));

        Answer answer = post("/jobs", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(String.join("\n", problems(answer)))
                .contains("jobid")
                .contains("priority")
                .contains("budgetUsd")
                .contains("documents[1] has the same documentId as documents[0]")
                .contains("documents[2] needs a documentId")
                .contains("documents[3] must be an object");
        assertThat(answer.body().getString("hint")).isNotBlank();
        assertThat(jobs.jobs).isEmpty();
    }

    @Test
    void a_letter_that_workers_would_refuse_is_an_error_of_the_job() {
        JsonObject body = job("spring", "a");
        body.getJsonArray("documents").add(letter("bad").put("text", " "));

        post("/jobs", body);

        JsonArray failed = get("/jobs/spring/documents").body().getJsonArray("documents");
        assertThat(failed).hasSize(1);
        assertThat(failed.getJsonObject(0).getString("reason")).contains("empty");
    }

    @Test
    void a_dry_run_makes_nothing() {
        Answer answer = post("/jobs?dryRun=true", job("spring", "a"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getString("basis")).isEqualTo("a guess");
        assertThat(jobs.jobs).isEmpty();
    }

    @Test
    void an_urgent_job_without_a_topic_for_it_is_made_and_says_what_it_lacks() {
        Answer urgent = post("/jobs", job("rush", "a").put("priority", 10));
        Answer usual = post("/jobs", job("calm", "a").put("priority", 9));

        assertThat(urgent.status()).isEqualTo(201);
        assertThat(urgent.body().getString("topic")).isEqualTo("ocr.completed");
        assertThat(urgent.body().getString("hint")).contains("set kafka.urgentTopic");
        assertThat(get("/jobs/rush").body().getString("hint")).contains("set kafka.urgentTopic");
        assertThat(usual.body().containsKey("hint")).isFalse();
    }

    @Test
    void another_job_under_the_same_id_is_a_conflict() {
        post("/jobs", job("spring", "a"));

        assertThat(post("/jobs", job("spring", "b")).status()).isEqualTo(409);
    }

    @Test
    void what_is_no_request_for_a_job_is_refused() {
        assertThat(send("POST", "/jobs", "no json").status()).isEqualTo(400);
        assertThat(send("POST", "/jobs", "[]").status()).isEqualTo(400);
        assertThat(send("POST", "/jobs", "x".repeat(LARGEST + 1)).status()).isEqualTo(413);
        assertThat(get("/jobs/nobody").status()).isEqualTo(404);
        assertThat(get("/jobs/a/b/c").status()).isEqualTo(404);
        assertThat(send("PUT", "/jobs", "").status()).isEqualTo(405);
        assertThat(get("/jobs?size=0").status()).isEqualTo(400);
        assertThat(get("/jobs?status=odd").status()).isEqualTo(400);
        assertThat(post("/jobs", new JsonObject().put("ocrJobId", "unknown")).status())
                .isEqualTo(404);
        assertThat(jobs.jobs).isEmpty();
    }

    /** The coordinator may have found it finished before anybody asked. */
    @Test
    void an_ocr_job_that_is_followed_already_may_be_asked_for() {
        Answer first = post("/jobs", OneOcrJob.BODY);
        assertThat(first.status()).isEqualTo(201);

        Answer again = post("/jobs", new JsonObject().put("ocrJobId", OneOcrJob.ID));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().getString("jobId")).isEqualTo(first.body().getString("jobId"));
        assertThat(jobs.jobs).hasSize(1);

        JsonObject otherwise = new JsonObject().put("ocrJobId", OneOcrJob.ID).put("priority", 5);
        assertThat(post("/jobs", otherwise).status()).isEqualTo(409);
    }

    @Test
    void health_and_metrics_are_served_beside_the_jobs() {
        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void a_job_that_was_interrupted_while_it_was_listed_is_taken_up_again() {
        JsonObject body = job("spring", "a");
        post("/jobs", body);
        jobs.jobs.computeIfPresent("spring", (id, job) -> interrupted(job));

        assertThat(post("/jobs/spring/cancel", new JsonObject()).status()).isEqualTo(409);
        assertThat(post("/jobs", body).body().getString("status")).isEqualTo("running");
    }

    private static Job interrupted(Job job) {
        return new Job(
                job.id(),
                job.ocrJobId(),
                job.collectionId(),
                Job.Status.CREATING,
                "",
                job.priority(),
                job.budget(),
                job.documents(),
                job.content(),
                job.progress(),
                job.createdAt(),
                job.changedAt());
    }

    private record Answer(int status, JsonObject body) {}

    private static List<String> problems(Answer answer) {
        List<String> problems = new ArrayList<>();
        answer.body().getJsonArray("problems").forEach(one -> problems.add((String) one));
        return problems;
    }

    private static JsonObject job(String id, String... letters) {
        JsonArray documents = new JsonArray();
        for (String letter : letters) {
            documents.add(letter(letter));
        }
        JsonObject job = new JsonObject().put("documents", documents);
        return id.isEmpty() ? job : job.put("jobId", id);
    }

    private static JsonObject letter(String id) {
        return new JsonObject()
                .put("documentId", id)
                .put("collectionId", "smith")
                .put("text", "Dear Anna");
    }

    private Answer get(String path) {
        return send("GET", path, "");
    }

    private Answer post(String path, JsonObject body) {
        return send("POST", path, body.encode());
    }

    private Answer send(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("content-type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .timeout(Duration.ofSeconds(30))
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), new JsonObject(answer.body()));
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    private static final class OneOcrJob implements OcrJobs {
        private static final String ID = "ocr-7";
        private static final JsonObject BODY =
                job(JobRequest.idFor(ID), "a").put("ocrJobId", ID).put("priority", 3);

        @Override
        public Future<List<OcrJob>> untaken(int limit) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Optional<OcrJob>> find(String ocrJobId) {
            return Future.succeededFuture(
                    ocrJobId.equals(ID)
                            ? Optional.of(new OcrJob(new JsonObject(), ID, true, BODY))
                            : Optional.empty());
        }

        @Override
        public Future<Void> taken(OcrJob ocrJob, String jobId) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> refused(OcrJob ocrJob, String reason) {
            return Future.succeededFuture();
        }
    }
}
