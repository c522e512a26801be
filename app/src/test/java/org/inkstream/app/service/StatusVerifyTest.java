package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.command.ExitCodes;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.publish.kafka.DeadLetterHeaders;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command of an operator against a real broker, a real store, and what a service did there. */
class StatusVerifyTest {
    private static final String LETTER =
            "Dublin, 4 May 1816%n%nMy dear Anna,%nnumber %d.%nYours, B.";

    private final StringWriter out = new StringWriter();

    @Test
    void the_books_of_a_system_agree_until_something_is_taken_from_them(@TempDir Path folder) {
        try (RunningService system = RunningService.start(folder, Map.of())) {
            for (int i = 0; i < 6; i++) {
                system.publish("letter-" + i, "smith", LETTER.formatted(i));
            }
            system.publish("bad", "not JSON at all");
            system.awaitEnriched(6, 1);
            system.awaitEvents(system.settings().kafka().topics().deadLetters(), 1, any -> true);
            assertThat(verify(system)).as("%s", out).isEqualTo(ExitCodes.OK);
            system.stopService();

            assertThat(verify(system)).as("%s", out).isEqualTo(ExitCodes.OK);
            assertThat(out.toString())
                    .contains("the books agree")
                    .containsPattern("records +7")
                    .containsPattern("letters enriched +6");
            out.getBuffer().setLength(0);

            erase(system, "letter-5");
            assertThat(verify(system)).as("%s", out).isEqualTo(ExitCodes.OK);
            out.getBuffer().setLength(0);

            String run1 = runOf(system, "letter-1");
            JsonObject unheard = system.find("cost_records", of("letter-4")).get(0);
            system.remove("cost_records", id(unheard.getString("_id")));
            system.insert("cost_records", unheard.copy().put("_id", "never announced"));
            system.remove("enriched_documents", id("letter-1"));
            system.remove("journal", id(runOf(system, "letter-2")));
            system.remove("enriched_documents", id("letter-2"));
            reopen(system, runOf(system, "letter-3"));

            assertThat(verify(system, "--json")).isEqualTo(ExitCodes.SOME_FAILED);
            JsonObject problems = new JsonObject(out.toString()).getJsonObject("problems");
            assertThat(only(problems, "no_letter").getString("id")).isEqualTo("letter-1");
            assertThat(only(problems, "no_letter").getString("detail")).isEqualTo("run " + run1);
            assertThat(only(problems, "lost").getString("id")).isEqualTo("letter-2");
            assertThat(only(problems, "abandoned").getString("id")).isEqualTo("letter-3");
            assertThat(only(problems, "not_announced").getString("id")).isEqualTo("letter-4");
            assertThat(problems.getJsonObject("not_stored").getJsonArray("first"))
                    .extracting(one -> ((JsonObject) one).getString("id"))
                    .containsExactlyInAnyOrder("letter-1", "letter-2");
            assertThat(problems.getJsonObject("not_buried").getInteger("count")).isZero();
        }
    }

    @Test
    void a_dead_letter_whose_text_is_kept_in_the_store_is_looked_for_there(@TempDir Path folder) {
        try (RunningService system = RunningService.start(folder, Map.of())) {
            bury(system, "large");
            assertThat(verify(system)).as("%s", out).isEqualTo(ExitCodes.OK);
            out.getBuffer().setLength(0);

            system.remove("dead_letters", new JsonObject());

            assertThat(verify(system, "--json")).isEqualTo(ExitCodes.SOME_FAILED);
            JsonObject problems = new JsonObject(out.toString()).getJsonObject("problems");
            assertThat(only(problems, "text_gone").getString("id")).isEqualTo("large");
        }
    }

    /** As it is where the topic refuses the bytes. */
    private static void bury(RunningService system, String documentId) {
        DeadLetter large =
                new DeadLetter(
                        new Delivery(
                                new Delivery.Origin("ocr.completed", 0, -1),
                                documentId,
                                new byte[4_000],
                                Map.of()),
                        ErrorClass.INVALID_DATA,
                        "scripted",
                        1,
                        Instant.parse("2026-03-01T12:00:00Z"));
        String topic = system.settings().kafka().topics().deadLetters();
        ProducerRecord<String, byte[]> referring =
                new ProducerRecord<>(topic, documentId, new byte[0]);
        String reference =
                Await.done(
                        "keeping",
                        Duration.ofSeconds(20),
                        system.stores().largeLetters().keep(large));
        referring
                .headers()
                .add(DeadLetterHeaders.OMITTED_BYTES, "4000".getBytes(StandardCharsets.UTF_8))
                .add(DeadLetterHeaders.REFERENCE, reference.getBytes(StandardCharsets.UTF_8));
        try (EventProducer producer = EventProducer.open(system.settings().kafka())) {
            Await.done("burying", Duration.ofSeconds(20), producer.send(List.of(referring)));
        }
    }

    private static void erase(RunningService system, String documentId) {
        int code =
                new CommandLine(new EraseCommand())
                        .setOut(new PrintWriter(new StringWriter()))
                        .execute(system.reachedBy(documentId, "--yes"));
        assertThat(code).isEqualTo(ExitCodes.OK);
    }

    private static JsonObject of(String documentId) {
        return new JsonObject().put("documentId", documentId);
    }

    private int verify(RunningService system, String... more) {
        return new CommandLine(new StatusCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(
                        system.reachedBy(
                                Stream.concat(
                                                Stream.of(
                                                        "--verify",
                                                        "--set",
                                                        "journal.beat=100ms",
                                                        "--set",
                                                        "journal.deadAfter=300ms"),
                                                Stream.of(more))
                                        .toArray(String[]::new)));
    }

    private static String runOf(RunningService system, String documentId) {
        return system.letter(documentId).getString("runId");
    }

    private static void reopen(RunningService system, String runId) {
        JsonObject longAgo = new JsonObject().put("$date", "2026-01-01T00:00:00Z");
        JsonObject open = new JsonObject().put("state", "open").put("openedAt", longAgo);
        system.change("journal", id(runId), new JsonObject().put("$set", open));
    }

    private static JsonObject only(JsonObject problems, String name) {
        JsonObject problem = problems.getJsonObject(name);
        assertThat(problem.getInteger("count")).as(name).isEqualTo(1);
        return problem.getJsonArray("first").getJsonObject(0);
    }

    private static JsonObject id(String id) {
        return new JsonObject().put("_id", id);
    }
}
