package org.inkstream.pipeline.ingest.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.inkstream.pipeline.ingest.Delivery;

/**
 * One record that we took and must settle. Its delivery may be read on any thread, the rest belongs
 * to the poll thread.
 */
final class Ticket {
    private final Tenure tenure;
    private final OffsetLedger.Entry entry;
    private final Delivery delivery;
    private int failures;
    private boolean unfinished;

    private Ticket(Tenure tenure, OffsetLedger.Entry entry, Delivery delivery) {
        this.tenure = tenure;
        this.entry = entry;
        this.delivery = delivery;
    }

    static Ticket of(Tenure tenure, ConsumerRecord<String, byte[]> taken) {
        return new Ticket(tenure, tenure.ledger().take(taken.offset()), deliveryOf(taken));
    }

    Tenure tenure() {
        return tenure;
    }

    Delivery delivery() {
        return delivery;
    }

    int bytes() {
        return delivery.value().length;
    }

    /** Settles the offset, if it is still ours to commit. */
    void settle() {
        if (!tenure.isOver()) {
            tenure.ledger().settle(entry);
        }
    }

    /** Counts one more failed try, and returns how many there were. */
    int failedAgain() {
        unfinished = true;
        return ++failures;
    }

    /** Somebody else works on it: nothing is lost if it is not tried again here. */
    void leftToOthers() {
        unfinished = false;
    }

    /**
     * Whether its work broke off here. This process may own its run then, and as long as it lives
     * nobody else goes on with it.
     */
    boolean isUnfinished() {
        return unfinished;
    }

    // Kafka leaves the key and the value of a record null where the producer gave none.
    @SuppressWarnings({"ConstantValue", "RedundantNullCheck"})
    static Delivery deliveryOf(ConsumerRecord<String, byte[]> taken) {
        return new Delivery(
                new Delivery.Origin(taken.topic(), taken.partition(), taken.offset()),
                taken.key() == null ? "" : taken.key(),
                taken.value() == null ? new byte[0] : taken.value(),
                headersOf(taken));
    }

    private static Map<String, String> headersOf(ConsumerRecord<String, byte[]> taken) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : taken.headers()) {
            byte[] value = header.value();
            if (value != null) {
                headers.put(
                        header.key().toLowerCase(Locale.ROOT),
                        new String(value, StandardCharsets.UTF_8));
            }
        }
        return headers;
    }
}
