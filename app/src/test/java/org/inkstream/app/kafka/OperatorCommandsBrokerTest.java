package org.inkstream.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.inkstream.app.embedded.EmbeddedKafka;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.command.ExitCodes;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ops.DeadLettersCommand;
import org.inkstream.pipeline.ops.PublishCommand;
import org.inkstream.pipeline.ops.TopicsCommand;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.pipeline.publish.kafka.KafkaDeadLetters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of an operator, one after another, against a real broker. */
class OperatorCommandsBrokerTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void topics_are_made_letters_published_and_dead_letters_listed_shown_and_replayed(
            @TempDir Path folder) throws Exception {
        Path letter = Files.writeString(folder.resolve("letter-1.txt"), "Dear Anna,\nyours, B.");
        Path empty = Files.writeString(folder.resolve("empty.txt"), " ");
        try (EmbeddedKafka broker =
                EmbeddedKafka.start(folder.resolve("kafka"), 0, Duration.ofDays(1))) {
            String at = "--bootstrap-servers=" + broker.bootstrapServers();

            assertThat(run(new TopicsCommand(), "create", at)).isEqualTo(ExitCodes.OK);
            assertThat(shown()).contains("created  ocr.completed.dlq");
            assertThat(run(new TopicsCommand(), "create", at)).isEqualTo(ExitCodes.OK);
            assertThat(shown()).contains("exists   ocr.completed.dlq");

            assertThat(run(new PublishCommand(), letter.toString(), empty.toString(), at))
                    .isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(shown()).contains("1 published, 1 failed");
            assertThat(err.toString()).contains("empty.txt: the text is missing or empty");

            bury(Settings.defaults().at(broker.bootstrapServers(), ""));
            assertThat(run(new DeadLettersCommand(), "list", at)).isEqualTo(ExitCodes.OK);
            String listed = shown();
            assertThat(listed).contains("it is not JSON").contains("1 dead letters");
            String id = listed.lines().skip(1).findFirst().orElseThrow().split(" +", 2)[0];

            assertThat(run(new DeadLettersCommand(), "show", id, at)).isEqualTo(ExitCodes.OK);
            assertThat(shown()).contains("\"origin-offset\" : \"7\"").contains("not JSON at all");
            assertThat(run(new DeadLettersCommand(), "replay", id, at)).isEqualTo(ExitCodes.OK);
            assertThat(shown()).contains("1 replayed, 0 failed");
            assertThat(run(new DeadLettersCommand(), "show", "9-99", at))
                    .isNotEqualTo(ExitCodes.OK);
        }
    }

    private static void bury(Settings settings) throws Exception {
        try (EventProducer producer = EventProducer.open(settings.kafka())) {
            Delivery delivery =
                    new Delivery(
                            new Delivery.Origin("ocr.completed", 0, 7),
                            "k",
                            "not JSON at all".getBytes(StandardCharsets.UTF_8),
                            Map.of());
            new KafkaDeadLetters(producer, settings.kafka().topics().deadLetters())
                    .bury(
                            new DeadLetter(
                                    delivery,
                                    ErrorClass.INVALID_DATA,
                                    "it is not JSON",
                                    1,
                                    Instant.EPOCH))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String shown() {
        String shown = out.toString();
        out.getBuffer().setLength(0);
        return shown;
    }
}
