package org.inkstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final String TOPIC = "letters";

    @Test
    void what_was_acknowledged_is_there_after_a_restart_on_the_same_folder(@TempDir Path folder)
            throws Exception {
        byte[] large = "x".repeat(3 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0, RETENTION)) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(
                                List.of(
                                        new NewTopic(TOPIC, 1, (short) 1)
                                                .configs(Map.of("max.message.bytes", "4194304"))))
                        .all()
                        .get();
            }
            try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                producer.send(new ProducerRecord<>(TOPIC, large)).get();
            }
        }

        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0, RETENTION)) {
            assertThat(readOne(broker)).isEqualTo(large);
        }
    }

    @Test
    void a_port_that_is_in_use_is_named_and_the_process_lives(@TempDir Path folder)
            throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort(), RETENTION))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("embedded.kafkaPort");
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka broker) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "max.request.size",
                        "4194304"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static byte[] readOne(EmbeddedKafka broker) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(20));
            return records.iterator().next().value();
        }
    }
}
