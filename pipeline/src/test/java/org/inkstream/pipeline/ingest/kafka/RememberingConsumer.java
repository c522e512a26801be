package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Kafka's scripted consumer, which also remembers what was committed for partitions it lost. */
final class RememberingConsumer extends MockConsumer<String, byte[]> {
    final Map<TopicPartition, List<Long>> commits = new HashMap<>();
    private boolean wakeUpPending;

    RememberingConsumer() {
        super("earliest");
    }

    /** The next synchronous commit meets a wake-up that was meant for a poll. */
    void wakeNextCommit() {
        wakeUpPending = true;
    }

    long committed(TopicPartition partition) {
        List<Long> all = commits.getOrDefault(partition, List.of());
        return all.isEmpty() ? -1 : all.get(all.size() - 1);
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        remember(offsets);
        super.commitAsync(offsets, callback);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (wakeUpPending) {
            wakeUpPending = false;
            throw new WakeupException();
        }
        remember(offsets);
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach(
                (partition, offset) ->
                        commits.computeIfAbsent(partition, any -> new ArrayList<>())
                                .add(offset.offset()));
    }
}
