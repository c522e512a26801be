package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.identity.Hashes;
import org.inkstream.identity.Ids;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.ScriptedReply;
import org.inkstream.pipeline.journal.RunStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A whole service whose agent falls out and comes back. */
class HealSystemTest {
    private static final String PEOPLE = "extract_people";
    private static final String SALUTATION = "extract_salutation";
    private static final String BIOGRAPHIES = "generate_biographies";

    private final Vertx vertx = Vertx.vertx();
    private final StringWriter out = new StringWriter();
    private ScriptedAgent agent;

    @BeforeEach
    void start() {
        agent = Await.done("starting", Duration.ofSeconds(20), ScriptedAgent.start(vertx));
    }

    @AfterEach
    void close() {
        Await.done("closing", Duration.ofSeconds(20), vertx.close());
    }

    @Test
    void letters_that_an_agent_failed_are_healed_when_it_is_back(@TempDir Path folder) {
        try (RunningService system = RunningService.start(folder, settings())) {
            for (int i = 0; i < 3; i++) {
                agent.then(PEOPLE, ScriptedReply.status(503));
                system.publish("letter-" + i, "smith", "Dear Anna, this is letter " + i);
            }
            system.awaitEnriched(3, 1);
            assertThat(source(system, "letter-1", PEOPLE)).isEqualTo("failed");
            assertThat(source(system, "letter-1", BIOGRAPHIES)).isEqualTo("not_attempted");
            JsonObject said = sayOf(system, "letter-1");

            // No letter comes: a letter to heal must be the call with which the breaker closes.
            system.awaitEnriched(3, 2);

            for (int i = 0; i < 3; i++) {
                String letter = "letter-" + i;
                assertThat(source(system, letter, PEOPLE)).isEqualTo("actual");
                assertThat(source(system, letter, BIOGRAPHIES)).isEqualTo("actual");
                assertThat(source(system, letter, SALUTATION)).isEqualTo("cached");
                assertThat(callsOf(letter, PEOPLE)).isEqualTo(2);
                assertThat(callsOf(letter, BIOGRAPHIES)).isEqualTo(1);
                assertThat(callsOf(letter, SALUTATION)).isEqualTo(1);
            }
            JsonObject healed = system.letter("letter-1");
            assertThat(healed.getJsonArray("fields")).contains(said);
            JsonObject content = healed.getJsonObject("enriched_data").getJsonObject("content");
            assertThat(content.getString("salutation")).isEqualTo("My dearest Anna");
            assertThat(system.find("enriched_history", new JsonObject()))
                    .hasSize(3)
                    .allMatch(old -> old.getInteger("version") == 1);
            system.stopService();
            assertThat(system.find("unhealed", new JsonObject())).isEmpty();
            assertThat(system.find("due", new JsonObject())).isEmpty();
            assertThat(run(new StatusCommand(), system, "--verify"))
                    .as("%s", out)
                    .isEqualTo(ExitCodes.OK);
        }
    }

    @Test
    void the_command_says_what_failed_and_waits_until_it_is_healed(@TempDir Path folder) {
        try (RunningService system = RunningService.start(folder, settings())) {
            agent.then(PEOPLE, ScriptedReply.status(503));
            system.publish("letter", "smith", "Dear Anna");
            system.awaitEnriched(1, 1);

            assertThat(run(new HealCommand(), system, "--dry-run", "--json"))
                    .isEqualTo(ExitCodes.OK);
            assertThat(new JsonObject(shown()).getJsonObject("tools"))
                    .isEqualTo(new JsonObject().put(PEOPLE, 1));
            assertThat(run(new HealCommand(), system, "--collection", "jones", "--json"))
                    .isEqualTo(ExitCodes.OK);
            assertThat(new JsonObject(shown()).getInteger("letters")).isZero();

            agent.then(PEOPLE, ScriptedReply.status(503));
            assertThat(run(new HealCommand(), system, "--wait")).isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(shown()).contains("not healed").contains("letter: " + PEOPLE);
            assertThat(system.letter("letter").getInteger("version")).isEqualTo(1);

            assertThat(run(new HealCommand(), system, "--wait", "--json"))
                    .as("%s", out)
                    .isEqualTo(ExitCodes.OK);
            assertThat(new JsonObject(shown()).getInteger("healed")).isEqualTo(1);
            assertThat(system.letter("letter").getInteger("version")).isEqualTo(2);
            assertThat(source(system, "letter", PEOPLE)).isEqualTo("actual");
            assertThat(callsOf("letter", SALUTATION)).isEqualTo(1);
        }
    }

    @Test
    void the_command_does_not_wait_for_ever_where_nobody_works(@TempDir Path folder) {
        try (RunningService system = RunningService.start(folder, settings())) {
            agent.then(PEOPLE, ScriptedReply.status(503));
            system.publish("letter", "smith", "Dear Anna");
            system.awaitEnriched(1, 1);
            system.stopService();

            int code =
                    run(
                            new HealCommand(),
                            system,
                            "--wait",
                            "--set",
                            "journal.beat=100ms",
                            "--set",
                            "journal.deadAfter=300ms");

            assertThat(code).isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(shown())
                    .contains("no process takes up what is planned")
                    .contains("'inkstream worker'");
        }
    }

    @Test
    void a_run_that_a_process_left_behind_is_found_although_its_record_is_settled(
            @TempDir Path folder) {
        String text = "Dear Anna, nobody will send this again";
        String runId = Ids.runId("left", Hashes.sha256(text), "revision", 1);
        try (RunningService system = RunningService.start(folder, settings())) {
            Await.done(
                    "leaving a run behind",
                    Duration.ofSeconds(20),
                    system.stores().runs().write(List.of(openRun(runId, text))));

            system.awaitEnriched(1, 1);

            assertThat(system.letter("left").getString("runId")).isEqualTo(runId);
            assertThat(callsOf("left", PEOPLE)).isEqualTo(1);
            assertThat(callsOf("left", SALUTATION)).isEqualTo(1);
        }
    }

    private static RunStore.Write openRun(String runId, String text) {
        JsonObject record =
                new JsonObject()
                        .put("documentId", "left")
                        .put("collectionId", "smith")
                        .put("text", text);
        return new RunStore.Write(
                runId,
                "ghost#1",
                1,
                new JsonObject().put("state", "open"),
                new JsonObject()
                        .put("documentId", "left")
                        .put("collectionId", "smith")
                        .put("textHash", Hashes.sha256(text))
                        .put("revision", "revision")
                        .put("pass", 1)
                        .put("openedAt", "2026-01-01T00:00:00Z")
                        .put("event.value", record.encode())
                        .put("event.topic", "ocr.completed")
                        .put("event.partition", 0)
                        .put("event.offset", 0L),
                List.of());
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("agents.url", agent.url()),
                Map.entry("agents.retryBudget", "0"),
                Map.entry("agents.breaker.failures", "3"),
                // Long enough to be seen open, whatever else the machine does.
                Map.entry("agents.breaker.reset", "3s"),
                Map.entry("workflow.eventLoops", "1"),
                Map.entry("workflow.tools", PEOPLE + "," + SALUTATION + "," + BIOGRAPHIES),
                Map.entry("heal.ratePerMinute", "6000"),
                Map.entry("journal.beat", "200ms"),
                Map.entry("journal.deadAfter", "2s"),
                Map.entry("journal.reconcileAfter", "2s"),
                Map.entry("journal.reconcileEvery", "1s"));
    }

    /** What a reviewer would leave behind. */
    private static JsonObject sayOf(RunningService system, String documentId) {
        JsonObject said =
                new JsonObject()
                        .put("path", "content.salutation")
                        .put("state", "human")
                        .put("origin", "human")
                        .put("reviewer", "anna");
        JsonArray fields = new JsonArray().add(said);
        system.letter(documentId).getJsonArray("fields").stream()
                .filter(one -> !"content.salutation".equals(((JsonObject) one).getString("path")))
                .forEach(fields::add);
        system.change(
                "enriched_documents",
                new JsonObject().put("_id", documentId),
                new JsonObject()
                        .put(
                                "$set",
                                new JsonObject()
                                        .put("fields", fields)
                                        .put(
                                                "enriched_data.content.salutation",
                                                "My dearest Anna")));
        return said;
    }

    private static String source(RunningService system, String documentId, String tool) {
        return system.letter(documentId)
                .getJsonObject("tools")
                .getJsonObject(tool)
                .getString("_source");
    }

    private long callsOf(String documentId, String tool) {
        return agent.requests().stream()
                .map(request -> request.getJsonObject("params"))
                .filter(params -> tool.equals(params.getString("name")))
                .filter(
                        params ->
                                documentId.equals(
                                        params.getJsonObject("_meta")
                                                .getJsonObject("org.inkstream/call")
                                                .getString("documentId")))
                .count();
    }

    private int run(Callable<Integer> command, RunningService system, String... options) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(system.reachedBy(options));
    }

    private String shown() {
        String shown = out.toString();
        out.getBuffer().setLength(0);
        return shown;
    }
}
