package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.peers.nsq.Nsqd;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ops.NsqPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What an operator does where letters come and go over NSQ alone, with a real nsqd or its double.
 */
abstract class NsqOperatorsContract {
    private static final JsonObject KILLER = new JsonObject().put("documentId", "killer");
    private static final JsonObject ALL = new JsonObject();

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Nsqd nsqd;
    private RunningService service;

    abstract Nsqd start(Path folder) throws Exception;

    @BeforeEach
    void startAll() throws Exception {
        nsqd = start(folder);
        Map<String, String> given = new HashMap<>(overNsq());
        given.put("journal.beat", "100ms");
        given.put("journal.deadAfter", "300ms");
        given.put("journal.reconcileAfter", "300ms");
        given.put("journal.reconcileEvery", "1s");
        service = RunningService.start(folder.resolve("service"), given);
    }

    @AfterEach
    void stopAll() {
        if (service != null) {
            service.close();
            nsqd.close();
        }
    }

    private Map<String, String> overNsq() {
        return Map.of(
                "events.from", "nsq", "events.to", "nsq", "nsq.nsqd", "127.0.0.1:" + nsqd.port());
    }

    @Test
    void a_letter_that_was_given_up_is_listed_shown_and_goes_on_where_it_stood_when_replayed() {
        publish("enrichment", task("killer", "Dear Anna, yours, B."));
        service.awaitFound("enriched_documents", KILLER, 1);
        wasLeftByItsLastVictim();
        String id = service.awaitFound("dead_letters", KILLER, 1).get(0).getString("_id");

        assertThat(deadLetters("list")).isEqualTo(ExitCodes.OK);
        assertThat(shown())
                .contains(id)
                .contains("killer")
                .contains("6 processes in a row died")
                .contains("1 dead letters");
        assertThat(deadLetters("show", id)).isEqualTo(ExitCodes.OK);
        assertThat(shown())
                .contains("\"origin-topic\" : \"enrichment\"")
                .contains("Dear Anna, yours, B.");
        assertThat(service.letter("killer").isEmpty()).isTrue();

        assertThat(deadLetters("replay", id)).isEqualTo(ExitCodes.OK);
        assertThat(shown()).contains("1 replayed, 0 failed");

        service.awaitFound("enriched_documents", KILLER, 1);
        JsonObject kept =
                service.letter("killer").getJsonObject("tools").getJsonObject("generate_summary");
        assertThat(kept.getInteger("attempts")).isEqualTo(3);
        assertThat(kept.getInteger("took_ms")).isEqualTo(4711);
        assertThat(service.find("journal", KILLER))
                .singleElement()
                .satisfies(run -> assertThat(run.getInteger("deaths")).isZero());
    }

    @Test
    void what_is_no_letter_is_replayed_as_it_was_and_given_up_again() {
        publish("ocr.completed", "this is no letter");
        service.awaitFound("dead_letters", ALL, 1);

        assertThat(deadLetters("replay", "--all")).isEqualTo(ExitCodes.OK);

        assertThat(service.awaitFound("dead_letters", ALL, 2))
                .extracting(dead -> dead.getString("reason"))
                .allMatch(reason -> reason.contains("it is not JSON"));
    }

    @Test
    void an_id_that_there_is_not_is_named_and_nothing_is_replayed() {
        publish("ocr.completed", "this is no letter");
        String there = service.awaitFound("dead_letters", ALL, 1).get(0).getString("_id");

        assertThat(deadLetters("show", "nowhere")).isNotEqualTo(ExitCodes.OK);
        assertThat(deadLetters("replay", there, "nowhere")).isNotEqualTo(ExitCodes.OK);

        assertThat(err.toString()).contains("there is no dead letter 'nowhere'");
        assertThat(shown()).doesNotContain("replayed");
    }

    @Test
    void the_books_are_compared_as_far_as_they_can_be_and_the_rest_is_named() {
        publish("enrichment", task("kept", "Dear Anna, yours, B."));
        publish("enrichment", task("killer", "Dear Bertha, yours, C."));
        publish("ocr.completed", "this is no letter");
        service.awaitFound("enriched_documents", ALL, 2);
        service.awaitFound("dead_letters", ALL, 1);
        service.awaitFound("journal", new JsonObject().put("state", "closed"), 2);
        service.stopService();

        assertThat(verify()).as("%s%s", out, err).isEqualTo(ExitCodes.OK);
        assertThat(shown())
                .contains("not compared: letters that came over NSQ with the journal")
                .contains("not compared: announcements with the store")
                .contains("the books agree, as far as they can be compared")
                .containsPattern("dead letters +1")
                .doesNotContain("letters sent");

        JsonObject gone = new JsonObject().put("_id", "kept");
        service.remove("enriched_documents", gone);
        JsonObject dead = new JsonObject().put("$set", new JsonObject().put("state", "dead"));
        service.change("journal", KILLER, dead);
        service.remove("enriched_documents", new JsonObject().put("_id", "killer"));
        service.insert(
                "job_documents",
                new JsonObject()
                        .put("_id", "job/elsewhere")
                        .put("jobId", "job")
                        .put("documentId", "elsewhere")
                        .put("state", "success"));

        assertThat(verify("--json")).as("%s", err).isEqualTo(ExitCodes.SOME_FAILED);
        JsonObject report = new JsonObject(shown());
        assertThat(only(report, "no_letter")).isEqualTo("kept");
        assertThat(only(report, "not_buried")).isEqualTo("killer");
        assertThat(only(report, "not_of_job")).isEqualTo("elsewhere");
        assertThat(report.getJsonArray("notCompared")).hasSize(3);
    }

    private static String only(JsonObject report, String problem) {
        JsonObject found = report.getJsonObject("problems").getJsonObject(problem);
        assertThat(found.getInteger("count")).as(problem).isEqualTo(1);
        return found.getJsonArray("first").getJsonObject(0).getString("id");
    }

    /** As if a process that is gone had died over it, after others, but for one of its tools. */
    private void wasLeftByItsLastVictim() {
        service.awaitFound("journal", KILLER.copy().put("state", "closed"), 1);
        service.remove("enriched_documents", new JsonObject().put("_id", "killer"));
        StepResult ended =
                new StepResult(
                        "generate_summary",
                        "content-agent",
                        StepResult.Ending.ACTUAL,
                        "",
                        "",
                        3,
                        Duration.ofMillis(4711),
                        new JsonObject().put("summary", "B. writes to Anna."),
                        List.of());
        JsonObject left =
                new JsonObject()
                        .put("state", "open")
                        .put("owner", "ghost#1")
                        .put("deaths", 5)
                        .put("steps.generate_summary.result", ended.toJson().encode());
        service.change("journal", KILLER, new JsonObject().put("$set", left));
    }

    private void publish(String topic, String message) {
        try (NsqPublisher publisher = new NsqPublisher(service.settings().nsq())) {
            Await.done(
                    "publishing",
                    Duration.ofMinutes(1),
                    publisher.send(topic, message.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String task(String documentId, String text) {
        return new JsonObject()
                .put("task_id", "t-" + documentId)
                .put("document_id", documentId)
                .put("ocr_data", new JsonObject().put("full_text", text))
                .encode();
    }

    private int deadLetters(String... arguments) {
        return run(new DeadLettersCommand(), List.of(arguments));
    }

    private int verify(String... more) {
        return run(
                new StatusCommand(),
                Stream.concat(
                                Stream.of("--verify", "--set", "journal.deadAfter=300ms"),
                                Stream.of("--set", "journal.beat=100ms"))
                        .toList(),
                more);
    }

    private int run(Object command, List<String> arguments, String... more) {
        Stream<String> reached =
                Stream.concat(
                                overNsq().entrySet().stream()
                                        .map(one -> one.getKey() + "=" + one.getValue()),
                                Stream.of("store.uri=" + service.settings().store().uri()))
                        .flatMap(one -> Stream.of("--set", one));
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        Stream.of(arguments.stream(), Stream.of(more), reached)
                                .flatMap(part -> part)
                                .toArray(String[]::new));
    }

    private String shown() {
        String shown = out.toString();
        out.getBuffer().setLength(0);
        return shown;
    }
}
