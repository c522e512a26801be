package org.inkstream.pipeline.ingest.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that are ours. Not thread-safe: used on the poll thread only. */
final class Tenures {
    private static final Logger LOGGER = LoggerFactory.getLogger(Tenures.class);

    private final Map<TopicPartition, Tenure> current = new HashMap<>();

    Ticket take(ConsumerRecord<String, byte[]> taken) {
        TopicPartition partition = new TopicPartition(taken.topic(), taken.partition());
        Tenure tenure = current.computeIfAbsent(partition, Tenure::new);
        if (!tenure.ledger().follows(taken.offset())) {
            LOGGER.atWarn()
                    .addKeyValue("topic", taken.topic())
                    .addKeyValue("partition", taken.partition())
                    .addKeyValue("offset", taken.offset())
                    .log("the log of a partition was wound back; its offsets are counted anew");
            tenure.end();
            tenure = new Tenure(partition);
            current.put(partition, tenure);
        }
        return Ticket.of(tenure, taken);
    }

    /** Those of the partitions that we have taken records of. */
    List<Tenure> of(Collection<TopicPartition> partitions) {
        List<Tenure> held = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Tenure tenure = current.get(partition);
            if (tenure != null) {
                held.add(tenure);
            }
        }
        return held;
    }

    /** Ends our tenure: what is settled later no longer moves an offset. */
    void end(Collection<Tenure> tenures) {
        for (Tenure tenure : tenures) {
            tenure.end();
            current.remove(tenure.partition(), tenure);
        }
    }

    Collection<Tenure> all() {
        return List.copyOf(current.values());
    }

    /** What these tenures have to commit, possibly nothing. */
    static Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<Tenure> tenures) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Tenure tenure : tenures) {
            tenure.ledger()
                    .toCommit()
                    .ifPresent(
                            mark -> offsets.put(tenure.partition(), new OffsetAndMetadata(mark)));
        }
        return offsets;
    }
}
