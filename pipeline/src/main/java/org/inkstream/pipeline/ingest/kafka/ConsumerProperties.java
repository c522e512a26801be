package org.inkstream.pipeline.ingest.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.config.KafkaSettings;

/** What our consumers are configured with. */
final class ConsumerProperties {
    private ConsumerProperties() {}

    static KafkaConsumer<String, byte[]> open(KafkaSettings settings, SourceLimits limits) {
        return new KafkaConsumer<>(
                of(settings, limits), new StringDeserializer(), new ByteArrayDeserializer());
    }

    static Map<String, Object> of(KafkaSettings settings, SourceLimits limits) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.readAhead());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // The default of 50 MB per fetch would let a topic of large letters fill the heap.
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        properties.putAll(groupProtocol(settings.groupProtocol()));
        properties.putAll(settings.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        // Offsets are committed by the ledger alone, whatever the settings pass through, and a
        // static member would make the group wait for a process that was killed.
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return properties;
    }

    private static Map<String, Object> groupProtocol(KafkaSettings.GroupProtocol protocol) {
        return switch (protocol) {
            // Session and heartbeat are the broker's business here; a client may not name them.
            case CONSUMER -> Map.of(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
            case CLASSIC ->
                    Map.of(
                            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                            "classic",
                            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                            CooperativeStickyAssignor.class.getName(),
                            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                            6000,
                            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                            1500);
        };
    }
}
