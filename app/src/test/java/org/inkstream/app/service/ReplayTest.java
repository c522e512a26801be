package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.inkstream.command.ExitCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A letter that killed its processes goes to the dead letters, and comes back when it is asked. */
class ReplayTest {
    private static final JsonObject KILLER = new JsonObject().put("documentId", "killer");

    @TempDir private Path folder;

    @Test
    void a_letter_that_kills_is_set_aside_and_only_a_replay_brings_it_back() {
        Map<String, String> quick = Map.of("journal.beat", "100ms", "journal.deadAfter", "300ms");
        try (RunningService service = RunningService.start(folder, quick)) {
            service.publish("killer", "papers", "Dear Anna, yours, B.");
            service.awaitEnriched(1, 1);
            wasLeftByItsLastVictim(service);

            service.publish("killer", "papers", "Dear Anna, yours, B.");
            String deadLetters = service.settings().kafka().topics().deadLetters();
            service.awaitEvents(deadLetters, 1, record -> true);
            service.publish("killer", "papers", "Dear Anna, yours, B.");
            service.publish("other", "papers", "Dear Bertha, yours, C.");
            service.awaitEnriched(2, 1);

            assertThat(run(service, "list")).contains("6 processes in a row died");
            assertThat(service.letter("killer").isEmpty()).isTrue();
            assertThat(run(service, "replay", "--all")).contains("1 replayed, 0 failed");
            service.awaitEnriched(3, 1);

            assertThat(service.letter("killer").getString("_id")).isEqualTo("killer");
            service.awaitEvents(deadLetters, 1, record -> true);
            assertThat(service.find("journal", KILLER)).hasSize(1);
            assertThat(service.find("journal", KILLER).get(0).getInteger("deaths")).isZero();
        }
    }

    /** As if a process that is gone had died over it, after others. */
    private static void wasLeftByItsLastVictim(RunningService service) {
        service.remove("enriched_documents", new JsonObject().put("_id", "killer"));
        service.change(
                "journal",
                KILLER,
                new JsonObject()
                        .put(
                                "$set",
                                new JsonObject()
                                        .put("state", "open")
                                        .put("owner", "ghost#1")
                                        .put("deaths", 5)));
    }

    private static String run(RunningService service, String... arguments) {
        StringWriter out = new StringWriter();
        int exit =
                new CommandLine(new DeadLettersCommand())
                        .setOut(new PrintWriter(out))
                        .execute(service.reachedBy(arguments));
        assertThat(exit).isEqualTo(ExitCodes.OK);
        return out.toString();
    }
}
