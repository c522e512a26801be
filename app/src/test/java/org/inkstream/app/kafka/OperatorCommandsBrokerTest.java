package org.inkstream.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.app.embedded.EmbeddedKafka;
import org.inkstream.app.embedded.EmbeddedStore;
import org.inkstream.app.publish.PublishCommand;
import org.inkstream.app.service.DeadLettersCommand;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.command.ExitCodes;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ops.TopicsCommand;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.pipeline.publish.kafka.KafkaDeadLetters;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.VirtualTimers;
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
        Path letters = Files.createDirectories(folder.resolve("letters/1861")).getParent();
        Files.writeString(letters.resolve("1861/letter-1.txt"), "Dear Anna,\nyours, B.");
        Files.writeString(letters.resolve("empty.txt"), " ");
        try (EmbeddedKafka broker =
                EmbeddedKafka.start(folder.resolve("kafka"), 0, Duration.ofDays(1))) {
            String at = "--bootstrap-servers=" + broker.bootstrapServers();

            assertThat(run(new TopicsCommand(), "create", at)).isEqualTo(ExitCodes.OK);
            assertThat(shown()).contains("created  ocr.completed.dlq");
            assertThat(run(new TopicsCommand(), "create", at)).isEqualTo(ExitCodes.OK);
            assertThat(shown()).contains("exists   ocr.completed.dlq");

            assertThat(run(new PublishCommand(), letters.toString(), at))
                    .isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(shown()).contains("1 published, 1 failed");
            assertThat(err.toString()).contains("empty.txt: is empty");

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

    @Test
    void a_dead_letter_that_its_topic_refused_is_replayed_from_the_store(@TempDir Path folder)
            throws Exception {
        byte[] large = "x".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Vertx vertx = Vertx.vertx();
        try (EmbeddedKafka broker =
                        EmbeddedKafka.start(folder.resolve("kafka"), 0, Duration.ofDays(1));
                EmbeddedStore store = EmbeddedStore.open(folder.resolve("store"), 0)) {
            Settings settings = Settings.defaults().at(broker.bootstrapServers(), store.uri());
            String at = "--bootstrap-servers=" + broker.bootstrapServers();
            foreignTopic(settings, 10_000);
            assertThat(run(new TopicsCommand(), "create", at)).isEqualTo(ExitCodes.OK);
            MongoStores stores =
                    MongoStores.open(
                            vertx, settings.store(), new VirtualTimers(), StoreListener.NONE);
            try (EventProducer producer = EventProducer.open(settings.kafka())) {
                String topic = settings.kafka().topics().deadLetters();
                done(
                        new KafkaDeadLetters(producer, topic, stores.largeLetters()::keep)
                                .bury(letter(large)));
            }

            String from = "--set=store.uri=" + store.uri();
            assertThat(run(new DeadLettersCommand(), "replay", "--all", at, from))
                    .as("%s", err)
                    .isEqualTo(ExitCodes.OK);

            assertThat(lastRecord(settings)).isEqualTo(large);
            done(stores.close());
        } finally {
            done(vertx.close());
        }
    }

    /** A topic of somebody else, who allows less than we do. */
    private static void foreignTopic(Settings settings, int maxBytes) throws Exception {
        String topic = settings.kafka().topics().deadLetters();
        Map<String, Object> broker =
                Map.of("bootstrap.servers", settings.kafka().bootstrapServers());
        try (Admin admin = Admin.create(broker)) {
            NewTopic small =
                    new NewTopic(topic, 1, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(maxBytes)));
            admin.createTopics(List.of(small)).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static byte[] lastRecord(Settings settings) {
        Map<String, Object> broker =
                Map.of("bootstrap.servers", settings.kafka().bootstrapServers());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        broker, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(settings.kafka().topics().ocrCompleted()).stream()
                            .map(one -> new TopicPartition(one.topic(), one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            byte[] last = new byte[0];
            // Several polls: a poll may end before the partition that has it has answered.
            for (int polls = 0; polls < 60 && last.length == 0; polls++) {
                for (ConsumerRecord<String, byte[]> one : consumer.poll(Duration.ofSeconds(1))) {
                    last = one.value();
                }
            }
            return last;
        }
    }

    private static void bury(Settings settings) throws Exception {
        try (EventProducer producer = EventProducer.open(settings.kafka())) {
            byte[] broken = "not JSON at all".getBytes(StandardCharsets.UTF_8);
            done(
                    new KafkaDeadLetters(producer, settings.kafka().topics().deadLetters())
                            .bury(letter(broken)));
        }
    }

    private static DeadLetter letter(byte[] value) {
        Delivery delivery =
                new Delivery(new Delivery.Origin("ocr.completed", 0, 7), "k", value, Map.of());
        return new DeadLetter(
                delivery, ErrorClass.INVALID_DATA, "it is not JSON", 1, Instant.EPOCH);
    }

    private static void done(Future<?> work) throws Exception {
        work.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
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
