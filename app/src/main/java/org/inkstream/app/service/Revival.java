package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.ReplayMark;
import org.inkstream.pipeline.ops.NsqPublisher;
import org.inkstream.pipeline.publish.kafka.DeadLetterHeaders;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog.Buried;
import org.inkstream.pipeline.publish.kafka.EventProducer;

/**
 * Publishes dead letters again, to a broker that letters are read from, each to its own if it is.
 */
final class Revival implements AutoCloseable {
    private final Settings settings;
    private final Optional<EventProducer> kafka;
    private final Optional<NsqPublisher> nsq;

    /**
     * @throws IllegalArgumentException if letters are read from NSQ and no nsqd is named
     */
    Revival(Settings settings) {
        this.settings = settings;
        this.nsq =
                settings.events().from().nsq()
                        ? Optional.of(new NsqPublisher(settings.nsq()))
                        : Optional.empty();
        this.kafka =
                settings.events().from().kafka()
                        ? Optional.of(EventProducer.open(settings.kafka()))
                        : Optional.empty();
    }

    /**
     * Completes when the broker has taken it.
     *
     * @param whole with its bytes
     * @param now tells one replay of this letter from another: each brings its run back once
     */
    Future<Void> replay(Buried whole, Instant now) {
        return kafka.isPresent() && (nsq.isEmpty() || !whole.isForeign())
                ? whole.replay(kafka.get(), settings.kafka().topics().ocrCompleted(), now)
                : nsq.orElseThrow()
                        .send(
                                topicOf(whole),
                                ReplayMark.on(
                                        whole.value(), whole.originalHeaders(), whole.mark(now)));
    }

    /** Its own if that is read, and not one of Kafka's that has the same name. */
    private String topicOf(Buried letter) {
        String own = letter.header(DeadLetterHeaders.ORIGIN_TOPIC);
        boolean isRead =
                letter.isForeign()
                        && settings.nsq().read().stream()
                                .anyMatch(one -> one.startsWith(own + "/"));
        return isRead ? own : settings.nsq().topics().ocrCompleted();
    }

    @Override
    public void close() {
        kafka.ifPresent(EventProducer::close);
        nsq.ifPresent(NsqPublisher::close);
    }
}
