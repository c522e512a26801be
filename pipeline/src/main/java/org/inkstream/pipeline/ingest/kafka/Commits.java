package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the broker which offsets are settled. There is one commit in the air at a time, because
 * answers may overtake each other. A commit that fails is repeated by the next one. Not
 * thread-safe: used on the poll thread only.
 */
final class Commits {
    private static final Logger LOGGER = LoggerFactory.getLogger(Commits.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    private final Consumer<String, byte[]> consumer;
    private final Duration interval;
    private final Timers clock;
    private final SourceMeter meter;
    private long lastNanos;
    private boolean inFlight;

    Commits(Consumer<String, byte[]> consumer, Duration interval, Timers clock, SourceMeter meter) {
        this.consumer = consumer;
        this.interval = interval;
        this.clock = clock;
        this.meter = meter;
        this.lastNanos = clock.monotonicNanos();
    }

    /** Commits without waiting, if the interval is over and there is something new. */
    void commitWhenDue(Collection<Tenure> tenures) {
        if (inFlight || clock.since(lastNanos).compareTo(interval) < 0) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = Tenures.toCommit(tenures);
        if (offsets.isEmpty()) {
            return;
        }
        lastNanos = clock.monotonicNanos();
        inFlight = true;
        try {
            consumer.commitAsync(offsets, (sent, failure) -> answered(tenures, offsets, failure));
        } catch (KafkaException failure) {
            answered(tenures, offsets, failure);
        }
    }

    /** Commits and waits for the answer, for at most a few seconds. */
    void commitNow(Collection<Tenure> tenures) {
        Map<TopicPartition, OffsetAndMetadata> offsets = Tenures.toCommit(tenures);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            commitUndisturbed(offsets);
            acknowledged(tenures, offsets);
        } catch (KafkaException failure) {
            // Whoever owns the partitions next reads these records again; their runs are closed.
            failed(failure);
        }
    }

    // A wake-up that was meant for the poll before ends the commit in its place.
    private void commitUndisturbed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (int tried = 1; ; tried++) {
            try {
                consumer.commitSync(offsets, PATIENCE);
                return;
            } catch (WakeupException meantForPoll) {
                if (tried == TRIES) {
                    throw meantForPoll;
                }
            }
        }
    }

    private void answered(
            Collection<Tenure> tenures,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            @Nullable Exception failure) {
        inFlight = false;
        if (failure == null) {
            acknowledged(tenures, offsets);
        } else {
            failed(failure);
        }
    }

    private void acknowledged(
            Collection<Tenure> tenures, Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (Tenure tenure : tenures) {
            OffsetAndMetadata offset = offsets.get(tenure.partition());
            if (offset != null) {
                tenure.ledger().committed(offset.offset());
            }
        }
        meter.committed(offsets.size());
    }

    private void failed(Exception failure) {
        meter.commitFailed();
        LOGGER.atWarn()
                .setCause(failure)
                .log("settled offsets could not be committed; the next commit repeats them");
    }
}
