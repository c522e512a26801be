package org.inkstream.pipeline.publish.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.config.KafkaSettings;

/** A consumer that looks at what was written, belongs to no group and commits nothing. */
final class Onlooker {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Onlooker() {}

    static KafkaConsumer<String, byte[]> open(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(
                properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether something is to be read yet before these offsets. */
    static boolean isBefore(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue());
    }
}
