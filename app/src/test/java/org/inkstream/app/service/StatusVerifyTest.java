package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.command.ExitCodes;
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

            String run1 = runOf(system, "letter-1");
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
            assertThat(problems.getJsonObject("not_buried").getInteger("count")).isZero();
        }
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
