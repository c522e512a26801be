package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.inkstream.config.KafkaSettings;

/**
 * How far a consumer group is behind a topic.
 *
 * @param records that stand in the topic, as far as it still holds them
 * @param behind records whose offsets the group has not committed
 */
public record ConsumerLag(long records, long behind) {
    /**
     * Asks the broker; blocks.
     *
     * @throws IllegalStateException if it does not answer in time, or the topic is missing
     */
    public static ConsumerLag ask(KafkaSettings settings, Duration limit) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("default.api.timeout.ms", Math.toIntExact(limit.toMillis()));
        properties.put("request.timeout.ms", Math.toIntExact(limit.toMillis()));
        String topic = settings.topics().ocrCompleted();
        try (Admin admin = Admin.create(properties)) {
            Map<TopicPartition, OffsetSpec> wanted =
                    get(admin.describeTopics(List.of(topic)).allTopicNames(), limit)
                            .values()
                            .stream()
                            .flatMap(described -> described.partitions().stream())
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    get(admin.listOffsets(wanted).all(), limit);
            Map<TopicPartition, OffsetAndMetadata> committed =
                    get(
                            admin.listConsumerGroupOffsets(settings.groupId())
                                    .partitionsToOffsetAndMetadata(),
                            limit);
            return of(ends, committed);
        } catch (ExecutionException | TimeoutException refused) {
            throw new IllegalStateException(
                    "broker "
                            + settings.bootstrapServers()
                            + " does not tell how far group "
                            + settings.groupId()
                            + " is; is 'inkstream run' or 'inkstream backend' running, or should"
                            + " kafka.bootstrapServers name another one? ("
                            + refused
                            + ")",
                    refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", interrupted);
        }
    }

    static ConsumerLag of(
            Map<TopicPartition, ListOffsetsResultInfo> ends,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        long records = 0;
        long behind = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            OffsetAndMetadata done = committed.get(end.getKey());
            records += end.getValue().offset();
            behind += end.getValue().offset() - (done == null ? 0 : done.offset());
        }
        return new ConsumerLag(records, behind);
    }

    private static <T> T get(KafkaFuture<T> answer, Duration limit)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
