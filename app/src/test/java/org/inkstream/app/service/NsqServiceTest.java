package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.inkstream.app.publish.PublishCommand;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.ScriptedReply;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A whole service with a real nsqd. */
class NsqServiceTest {
    private static final String LETTER =
            "Boston, May 3rd 1861\n\nDear Mother,\n\nI am well. Your son, Henry";

    private final Path folder;
    private NsqdProcess nsqd;
    private NsqdHttp http;

    NsqServiceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void startNsqd() throws Exception {
        assumeTrue(NsqBinaries.areInstalled(), NsqBinaries.MISSING);
        nsqd = NsqdProcess.start(Files.createDirectory(folder.resolve("nsqd")), NsqdRules.usual());
        http = new NsqdHttp(nsqd.httpPort());
    }

    @AfterEach
    void stopNsqd() {
        if (nsqd != null) {
            nsqd.close();
        }
    }

    @Test
    void letters_go_through_nsq_alone_in_both_envelopes_and_no_broker_is_started() {
        try (RunningService service = running(Map.of("events.from", "nsq", "events.to", "nsq"))) {
            http.publish("ocr.completed", structured("event", LETTER));
            http.publish("enrichment", task("task", LETTER));
            http.publish("ocr.completed", "this is no letter");

            http.awaitCount("document.enriched", 2);
            http.awaitCount("document.quality", 2);
            http.awaitCount("ocr.completed.dlq", 1);
            http.awaitIdle("ocr.completed", "inkstream");
            http.awaitIdle("enrichment", "enrichment_worker");

            assertThat(service.letter("event").getString("documentId")).isEqualTo("event");
            assertThat(service.letter("task").getString("documentId")).isEqualTo("task");
            assertThat(service.find("dead_letters", new JsonObject()))
                    .extracting(dead -> dead.getString("topic"))
                    .containsExactly("ocr.completed");
            assertThat(service.settings().kafka().bootstrapServers()).isEmpty();
        }
    }

    @Test
    void what_comes_from_either_broker_is_told_to_both() {
        try (RunningService service = running(Map.of("events.from", "both", "events.to", "both"))) {
            http.publish("ocr.completed", structured("by-nsq", LETTER));
            service.publish("by-kafka", "collection", LETTER);

            service.awaitEnriched(2, 1);
            http.awaitCount("document.enriched", 2);

            assertThat(service.letter("by-nsq").isEmpty()).isFalse();
            assertThat(service.letter("by-kafka").isEmpty()).isFalse();
        }
    }

    @Test
    void a_published_letter_is_enriched_and_status_shows_what_waits() throws Exception {
        Path letter = Files.writeString(folder.resolve("smith-1861.txt"), LETTER);
        String at = "nsq.nsqd=127.0.0.1:" + nsqd.port();
        try (RunningService service = running(Map.of("events.from", "nsq", "events.to", "nsq"))) {
            run(new PublishCommand(), letter.toString(), "--to", "nsq", "--set", at);
            http.awaitCount("document.enriched", 1);
            http.awaitIdle("ocr.completed", "inkstream");
            assertThat(service.letter("smith-1861").isEmpty()).isFalse();

            String shown =
                    run(
                            new StatusCommand(),
                            "--set",
                            at,
                            "--set",
                            "nsq.http=http://127.0.0.1:" + nsqd.httpPort(),
                            "--set",
                            "events.from=nsq",
                            "--set",
                            "events.to=nsq",
                            "--set",
                            "store.uri=" + service.settings().store().uri());

            assertThat(shown).contains("0 wait, 0 in flight").contains("ocr.completed/inkstream");
        }
    }

    @Test
    void an_urgent_letter_waits_behind_no_backlog() {
        Vertx vertx = Vertx.vertx();
        ScriptedAgent agent =
                Await.done("starting", Duration.ofSeconds(20), ScriptedAgent.start(vertx));
        Promise<Void> gate = Promise.promise();
        agent.then("extract_people", ScriptedReply.once(gate.future()));
        Future<Void> first = agent.nextArrival();
        Map<String, String> given =
                Map.of(
                        "events.from", "nsq",
                        "events.to", "nsq",
                        "nsq.urgentSubscriptions", "ocr.urgent/inkstream",
                        "agents.url", agent.url(),
                        "workflow.eventLoops", "1",
                        "workflow.maxInFlight", "1",
                        "workflow.tools", "extract_people");
        try (RunningService service = running(given)) {
            http.publish("ocr.completed", structured("backlog-1", LETTER));
            http.publish("ocr.completed", structured("backlog-2", LETTER));
            first.await();

            http.publish("ocr.urgent", structured("waited-for", LETTER));
            http.awaitCount("document.enriched", 1);

            assertThat(gate.future().isComplete()).isFalse();
            assertThat(service.letter("waited-for").isEmpty()).isFalse();
            gate.complete();
            http.awaitCount("document.enriched", 3);
        } finally {
            vertx.close().await();
        }
    }

    private static String run(Object command, String... arguments) {
        StringWriter shown = new StringWriter();
        int code =
                new CommandLine(command)
                        .setOut(new PrintWriter(shown))
                        .setErr(new PrintWriter(shown))
                        .execute(arguments);
        assertThat(code).as("%s", shown).isZero();
        return shown.toString();
    }

    private RunningService running(Map<String, String> more) {
        Map<String, String> given = new HashMap<>(more);
        given.put("nsq.nsqd", "127.0.0.1:" + nsqd.port());
        return RunningService.start(folder.resolve("service"), given);
    }

    private static String structured(String documentId, String text) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("type", "org.inkstream.ocr.completed.v1")
                .put("source", "/test")
                .put("id", documentId)
                .put(
                        "data",
                        new JsonObject()
                                .put("documentId", documentId)
                                .put("collectionId", "collection")
                                .put("text", text))
                .encode();
    }

    private static String task(String documentId, String text) {
        return new JsonObject()
                .put("task_id", "t-" + documentId)
                .put("enrichment_job_id", "job")
                .put("document_id", documentId)
                .put("ocr_data", new JsonObject().put("full_text", text).put("confidence", 0.9))
                .put("collection_metadata", new JsonObject())
                .encode();
    }
}
