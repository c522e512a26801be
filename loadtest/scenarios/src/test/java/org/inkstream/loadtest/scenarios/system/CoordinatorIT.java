package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.Test;

/** A job through coordinator, broker, worker and agent, all of them processes. */
class CoordinatorIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration WORK = Duration.ofMinutes(4);
    private static final int LETTERS = 48;
    private static final String TOOLS = "extract_document_type,extract_people,generate_summary";
    private static final String JOB = "/jobs/spring";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void
            a_job_ends_as_it_should_though_its_coordinator_is_killed_and_it_is_cancelled_and_resumed() {
        try (Processes processes = Processes.begin()) {
            BackendProcess backend = BackendProcess.start(processes);
            AgentProcess agent = AgentProcess.start(processes, Duration.ofMillis(1_500));
            WorkerProcess worker =
                    WorkerProcess.start(
                            processes,
                            "worker",
                            backend,
                            agent,
                            Map.of("workflow.tools", TOOLS, "workflow.maxInFlight", "2"));
            JavaProcess first = coordinator(processes, backend, "first", Map.of());
            worker.awaitRunning();

            JsonObject created = ask(first, "POST", "/jobs", job());
            assertThat(created.getInteger("documents")).isEqualTo(LETTERS + 1);
            assertThat(ask(first, "POST", "/jobs", job()).getString("id")).isEqualTo("spring");
            awaitJob(first, job -> job.getInteger("processed") >= 6);
            first.kill();

            JavaProcess second = coordinator(processes, backend, "second", Map.of());
            awaitJob(second, job -> job.getInteger("processed") >= 12);
            ask(second, "POST", JOB + "/cancel", new JsonObject());
            JsonObject stopped = awaitJob(second, job -> job.getInteger("waiting") == 0);
            assertThat(stopped.getString("status")).isEqualTo("cancelled");
            assertThat(stopped.getInteger("cancelled")).isPositive();
            long paid = agent.stats().total();

            ask(second, "POST", JOB + "/resume", new JsonObject());
            JsonObject ended = awaitJob(second, job -> "finished".equals(job.getString("status")));

            assertThat(ended.getInteger("success") + ended.getInteger("review")).isEqualTo(LETTERS);
            assertThat(ended.getInteger("error")).isEqualTo(1);
            assertThat(ended.getInteger("cancelled")).isZero();
            JsonArray failed =
                    ask(second, "GET", JOB + "/documents?state=error", new JsonObject())
                            .getJsonArray("documents");
            assertThat(failed.getJsonObject(0).getString("reason")).contains("empty");
            assertThat(paid).as("calls before it was resumed").isLessThan(LETTERS * 3L);
            assertThat(agent.stats().repeats()).as("calls that were paid twice").isZero();
            processes.done();
        }
    }

    @Test
    void tasks_that_a_killed_nsqd_had_in_its_memory_are_rung_again_and_every_letter_is_paid_once() {
        assumeTrue(NsqBinaries.areInstalled(), NsqBinaries.MISSING);
        try (Processes processes = Processes.begin();
                NsqdProcess nsqd = nsqd(processes)) {
            BackendProcess backend = BackendProcess.start(processes);
            AgentProcess agent = AgentProcess.start(processes, Duration.ofMillis(50));
            Map<String, String> onNsq =
                    Map.of(
                            "events.from", "nsq",
                            "nsq.nsqd", "127.0.0.1:" + nsqd.port(),
                            "coordinator.ringAgainAfter", "2s");
            JavaProcess coordinator = coordinator(processes, backend, "coordinator", onNsq);
            ask(coordinator, "POST", "/jobs", job());
            awaitRung(coordinator);

            nsqd.kill();
            nsqd.restart();
            WorkerProcess.start(
                    processes,
                    "worker",
                    backend,
                    agent,
                    Map.of(
                            "workflow.tools",
                            TOOLS,
                            "events.from",
                            "nsq",
                            "nsq.nsqd",
                            "127.0.0.1:" + nsqd.port()));
            JsonObject ended =
                    awaitJob(coordinator, job -> "finished".equals(job.getString("status")));

            assertThat(ended.getInteger("success") + ended.getInteger("review")).isEqualTo(LETTERS);
            assertThat(ended.getInteger("error")).isEqualTo(1);
            assertThat(agent.stats().total()).isEqualTo(agent.stats().distinct());
            processes.done();
        }
    }

    private static NsqdProcess nsqd(Processes processes) {
        try {
            return NsqdProcess.start(
                    Files.createDirectory(processes.folder().resolve("nsqd")), NsqdRules.usual());
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    /** Blocks until the task of every letter was published. */
    private void awaitRung(JavaProcess coordinator) {
        Poll.forThe(
                "tasks to be published",
                WORK,
                () -> {
                    JsonArray waiting =
                            ask(
                                            coordinator,
                                            "GET",
                                            JOB + "/documents?state=waiting&size=200",
                                            new JsonObject())
                                    .getJsonArray("documents");
                    boolean all =
                            waiting.stream()
                                    .allMatch(one -> ((JsonObject) one).getInteger("rings") > 0);
                    return all && waiting.size() == LETTERS ? Optional.of(true) : Optional.empty();
                });
    }

    private static JavaProcess coordinator(
            Processes processes, BackendProcess backend, String name, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka.bootstrapServers", backend.bootstrapServers());
        settings.put("store.uri", backend.storeUri());
        settings.put("coordinator.port", "0");
        settings.put("coordinator.pollEvery", "200ms");
        settings.put("coordinator.lease", "2s");
        settings.put("coordinator.batch", "10");
        List<String> arguments = new ArrayList<>(List.of("coordinator"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        JavaProcess process = processes.start(name, Map.of(), Processes.INKSTREAM, arguments);
        process.awaitLine("running", START);
        return process;
    }

    private static JsonObject job() {
        JsonArray documents = new JsonArray();
        TestLetters letters = new TestLetters(7, 1_000);
        letters.events(LETTERS).forEach(one -> documents.add(new JsonObject(one.value())));
        documents.add(
                new JsonObject()
                        .put("documentId", "no-text")
                        .put("collectionId", "loadtest")
                        .put("text", " "));
        return new JsonObject().put("jobId", "spring").put("documents", documents);
    }

    private JsonObject awaitJob(JavaProcess coordinator, Predicate<JsonObject> wanted) {
        return Poll.forThe(
                "progress of the job",
                WORK,
                () -> {
                    coordinator.requireAlive();
                    JsonObject job = ask(coordinator, "GET", JOB, new JsonObject());
                    return wanted.test(job) ? Optional.of(job) : Optional.empty();
                });
    }

    private JsonObject ask(JavaProcess coordinator, String method, String path, JsonObject body) {
        URI uri = URI.create("http://" + coordinator.awaitLine("http ", START) + path);
        HttpRequest.BodyPublisher sent =
                method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.encode());
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .method(method, sent)
                        .header("content-type", "application/json")
                        .timeout(START)
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s", answer.body()).isLessThan(300);
            return new JsonObject(answer.body());
        } catch (IOException failure) {
            throw new IllegalStateException("no answer from " + uri, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
