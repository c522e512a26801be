package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.inkstream.app.embedded.EmbeddedKafka;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.publish.kafka.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFeedTest {
    @TempDir private Path folder;

    private final BlockingQueue<RunEvent> heard = new LinkedBlockingQueue<>();

    @Test
    void a_feed_hands_over_what_was_there_what_comes_and_what_came_while_it_was_closed()
            throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0, Duration.ofDays(1))) {
            KafkaSettings kafka =
                    Settings.loader()
                            .override(Map.of("kafka.bootstrapServers", broker.bootstrapServers()))
                            .load()
                            .kafka();
            new Topics(kafka).create(Duration.ofSeconds(30));
            try (KafkaProducer<String, byte[]> producer = producer(broker)) {
                send(producer, kafka.topics().ocrCompleted(), "a", "inkstream-run", "run-a");

                EventFeed feed =
                        EventFeed.start(
                                broker.bootstrapServers(),
                                kafka.topics(),
                                (documentId, data) -> data.put("resolved", documentId),
                                heard::add);
                RunEvent before = heard.poll(30, TimeUnit.SECONDS);
                send(producer, kafka.topics().documentEnriched(), "a", "ce_id", "event-1");
                RunEvent during = heard.poll(30, TimeUnit.SECONDS);
                send(producer, kafka.topics().deadLetters(), "b", "reason", "is no letter");
                feed.close();

                assertThat(feed.caughtUp().succeeded()).isTrue();
                assertThat(before).isEqualTo(new RunEvent.Published("a", "run-a"));
                assertThat(during)
                        .isEqualTo(
                                new RunEvent.Announced(
                                        "event-1",
                                        "",
                                        "a",
                                        "",
                                        new JsonObject().put("resolved", "a")));
                assertThat(heard).containsExactly(new RunEvent.Buried("b", "is no letter"));
            }
        }
    }

    @Test
    void a_topic_that_is_not_there_is_told_and_not_left_out() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0, Duration.ofDays(1))) {
            KafkaSettings kafka =
                    Settings.loader()
                            .override(Map.of("kafka.bootstrapServers", broker.bootstrapServers()))
                            .load()
                            .kafka();

            EventFeed feed =
                    EventFeed.start(
                            broker.bootstrapServers(),
                            kafka.topics(),
                            (documentId, data) -> data,
                            heard::add);
            RunEvent told = heard.poll(60, TimeUnit.SECONDS);
            feed.close();

            assertThat(told).isInstanceOf(RunEvent.Broken.class);
            assertThat(feed.caughtUp().failed()).isTrue();
        }
    }

    private static KafkaProducer<String, byte[]> producer(EmbeddedKafka broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static void send(
            KafkaProducer<String, byte[]> producer,
            String topic,
            String key,
            String header,
            String value)
            throws Exception {
        List<Header> headers =
                List.of(new RecordHeader(header, value.getBytes(StandardCharsets.UTF_8)));
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, null, key, json, headers)).get();
    }
}
