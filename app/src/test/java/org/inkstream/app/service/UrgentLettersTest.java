package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.inkstream.app.publish.PublishCommand;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.ScriptedReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UrgentLettersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PEOPLE = "extract_people";

    private final Vertx vertx = Vertx.vertx();
    private final StringWriter out = new StringWriter();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void an_urgent_letter_waits_behind_no_backlog(@TempDir Path folder) throws IOException {
        ScriptedAgent agent = Await.done("starting", PATIENCE, ScriptedAgent.start(vertx));
        Promise<Void> gate = Promise.promise();
        agent.then(PEOPLE, ScriptedReply.once(gate.future()));
        Future<Void> first = agent.nextArrival();
        try (RunningService system = RunningService.start(folder, settings(agent))) {
            // One place, and it is taken: what follows waits in the topic.
            for (int i = 0; i < 3; i++) {
                system.publish("backlog-" + i, "smith", "Dear Anna, this is letter " + i);
            }
            first.await();
            Path letter =
                    Files.writeString(folder.resolve("waited-for.txt"), "Dear Anna, please answer");

            int code = run(new PublishCommand(), system, letter.toString(), "--urgent");

            assertThat(code).as("%s", out).isEqualTo(ExitCodes.OK);
            JsonObject enriched = system.awaitEnriched(1, 1).get(0);
            assertThat(enriched.getString("documentId")).contains("waited-for");
            assertThat(gate.future().isComplete()).isFalse();
            assertThat(agent.requests().toString()).contains("\"priority\":10");
            gate.complete();
            system.awaitEnriched(4, 1);
            system.stopService();
            assertThat(run(new StatusCommand(), system, "--json")).isEqualTo(ExitCodes.OK);
            JsonObject topics = new JsonObject(shown()).getJsonObject("topics");
            assertThat(topics.getJsonObject("ocr.urgent"))
                    .isEqualTo(new JsonObject().put("records", 1).put("behind", 0));
            assertThat(topics.getJsonObject("ocr.completed").getLong("records")).isEqualTo(3);
            assertThat(run(new StatusCommand(), system, "--verify")).isEqualTo(ExitCodes.OK);
            assertThat(shown()).containsPattern("records +4");
        }
    }

    @Test
    void without_a_topic_for_it_nothing_is_urgent(@TempDir Path folder) throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Anna");
        StringWriter err = new StringWriter();

        int code =
                new CommandLine(new PublishCommand())
                        .setErr(new PrintWriter(err))
                        .execute(
                                letter.toString(),
                                "--urgent",
                                "--set",
                                "kafka.bootstrapServers=localhost:1");

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("set kafka.urgentTopic");
    }

    private static Map<String, String> settings(ScriptedAgent agent) {
        return Map.of(
                "agents.url", agent.url(),
                "kafka.urgentTopic", "ocr.urgent",
                "workflow.eventLoops", "1",
                "workflow.maxInFlight", "1",
                "workflow.maxUrgentInFlight", "1",
                "workflow.tools", PEOPLE);
    }

    private int run(Callable<Integer> command, RunningService system, String... more) {
        out.getBuffer().setLength(0);
        List<String> urgent = List.of("--set", "kafka.urgentTopic=ocr.urgent");
        CommandLine line =
                new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        return line.execute(
                Stream.concat(Stream.of(system.reachedBy(more)), urgent.stream())
                        .toArray(String[]::new));
    }

    private String shown() {
        return out.toString();
    }
}
