package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.ArrayList;
import java.util.List;
import org.inkstream.pipeline.ingest.Delivery;

/** The log of incoming records. */
final class Topic {
    private final List<List<Entry>> partitions = new ArrayList<>();

    Topic(int count) {
        for (int partition = 0; partition < count; partition++) {
            partitions.add(new ArrayList<>());
        }
    }

    /**
     * @param gap offsets that are left out before it, as transactions and compaction do
     */
    void append(int partition, Accepted content, int gap) {
        List<Entry> log = partitions.get(partition);
        log.add(new Entry(partition, end(partition) + gap, content));
    }

    /** What stands at a place; there must be something. */
    Accepted at(Delivery.Origin origin) {
        return partitions.get(origin.partition()).stream()
                .filter(entry -> entry.offset() == origin.offset())
                .findFirst()
                .orElseThrow()
                .content();
    }

    int partitions() {
        return partitions.size();
    }

    List<Entry> log(int partition) {
        return partitions.get(partition);
    }

    /** The offset behind the last record. */
    long end(int partition) {
        List<Entry> log = partitions.get(partition);
        return log.isEmpty() ? 0 : log.get(log.size() - 1).offset() + 1;
    }

    /** Every record, partition after partition. */
    List<Entry> all() {
        return partitions.stream().flatMap(List::stream).toList();
    }

    /** One record in the log. */
    record Entry(int partition, long offset, Accepted content) {
        Delivery.Origin origin() {
            return new Delivery.Origin(Letters.TOPIC, partition, offset);
        }
    }
}
