package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Letters that take longer than nsqd lets anybody hold a message: their messages are finished when
 * they are accepted, and from then on only the journal brings them to their end.
 */
class NsqTakeoverIT {
    private static final String TOPIC = "ocr.completed";
    private static final int LETTERS = 6;
    private static final Duration LONGEST_HELD = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final Duration IN_VAIN = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void nsqdIsThere() {
        assumeTrue(NsqBinaries.areInstalled(), NsqBinaries.MISSING);
    }

    @Test
    void a_letter_longer_than_any_message_may_be_held_is_neither_delivered_again_nor_lost() {
        try (Processes processes = Processes.begin();
                NsqdProcess nsqd = nsqd(processes)) {
            BackendProcess backend = BackendProcess.start(processes);
            AgentProcess agent = AgentProcess.start(processes, CALL);
            worker(processes, "one", backend, agent, nsqd);
            Set<String> letters = publish(nsqd);

            awaitEnriched(backend, letters);

            JsonObject topic = topic(nsqd);
            assertThat(topic.getInteger("message_count")).isEqualTo(LETTERS);
            JsonObject channel = channel(topic);
            assertThat(channel.getInteger("timeout_count")).isZero();
            assertThat(channel.getInteger("requeue_count")).isZero();
            assertThat(agent.stats().repeats()).isZero();
            processes.done();
        }
    }

    @Test
    void what_a_killed_worker_had_accepted_is_finished_by_another_although_nsqd_forgot_it() {
        try (Processes processes = Processes.begin();
                NsqdProcess nsqd = nsqd(processes)) {
            BackendProcess backend = BackendProcess.start(processes);
            AgentProcess agent = AgentProcess.start(processes, CALL);
            WorkerProcess mortal = worker(processes, "mortal", backend, agent, nsqd);
            Set<String> letters = publish(nsqd);
            awaitForgotten(nsqd);
            worker(processes, "heir", backend, agent, nsqd);

            mortal.process().kill();
            nsqd.kill();

            awaitEnriched(backend, letters);
            assertThat(agent.stats().repeats()).isLessThanOrEqualTo(agent.stats().maxInTheAir());
            processes.done();
        }
    }

    private static NsqdProcess nsqd(Processes processes) {
        try {
            return NsqdProcess.start(
                    Files.createDirectory(processes.folder().resolve("nsqd")),
                    NsqdRules.usual().messageTimeout(LONGEST_HELD).maxMessageTimeout(LONGEST_HELD));
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    private static WorkerProcess worker(
            Processes processes,
            String name,
            BackendProcess backend,
            AgentProcess agent,
            NsqdProcess nsqd) {
        Map<String, String> settings = new HashMap<>();
        settings.put("events.from", "nsq");
        // What is announced is no matter here, and nsqd may be gone then.
        settings.put("events.to", "kafka");
        settings.put("nsq.nsqd", "127.0.0.1:" + nsqd.port());
        settings.put("nsq.messageTimeout", "2s");
        settings.put("workflow.tools", "extract_people,parse_letter_body,generate_summary");
        WorkerProcess worker = WorkerProcess.start(processes, name, backend, agent, settings);
        worker.awaitRunning();
        return worker;
    }

    private Set<String> publish(NsqdProcess nsqd) {
        List<TestLetters.Event> events = new TestLetters(7, 1000).events(LETTERS);
        Set<String> letters = new TreeSet<>();
        events.forEach(
                event -> {
                    letters.add(event.documentId());
                    send(nsqd, "/pub?topic=" + TOPIC, event.value().getBytes());
                });
        return letters;
    }

    /** Blocks until every message is finished. */
    private void awaitForgotten(NsqdProcess nsqd) {
        Poll.forThe(
                "last message to be finished",
                IN_VAIN,
                () -> {
                    JsonObject topic = topic(nsqd);
                    JsonObject channel = channel(topic);
                    boolean all =
                            topic.getInteger("message_count", 0) == LETTERS
                                    && channel.getInteger("message_count", 0) == LETTERS
                                    && channel.getInteger("depth", -1) == 0
                                    && channel.getInteger("in_flight_count", -1) == 0;
                    return all ? Optional.of(true) : Optional.empty();
                });
    }

    private static void awaitEnriched(BackendProcess backend, Set<String> letters) {
        try (StoreView store = new StoreView(backend, "inkstream")) {
            Poll.forThe(
                    LETTERS + " letters",
                    IN_VAIN,
                    () -> Optional.of(store.enriched(letters)).filter(letters::equals));
        }
    }

    private JsonObject topic(NsqdProcess nsqd) {
        JsonObject stats =
                new JsonObject(send(nsqd, "/stats?format=json&topic=" + TOPIC, new byte[0]));
        return stats.getJsonArray("topics").isEmpty()
                ? new JsonObject()
                : stats.getJsonArray("topics").getJsonObject(0);
    }

    private static JsonObject channel(JsonObject topic) {
        return topic.containsKey("channels") && !topic.getJsonArray("channels").isEmpty()
                ? topic.getJsonArray("channels").getJsonObject(0)
                : new JsonObject();
    }

    private String send(NsqdProcess nsqd, String path, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nsqd.httpPort() + path));
        try {
            return http.send(
                            body.length == 0
                                    ? request.build()
                                    : request.POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                            .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException gone) {
            throw new UncheckedIOException("nsqd does not answer", gone);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", asked);
        }
    }
}
