package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.pipeline.publish.kafka.KafkaAnnouncer;
import org.inkstream.pipeline.publish.kafka.KafkaDeadLetters;
import org.inkstream.pipeline.publish.nsq.NsqAnnouncer;
import org.inkstream.pipeline.publish.nsq.NsqDeadLetters;

/**
 * Where events and dead letters go: to Kafka, to NSQ, or to both.
 *
 * @param kafka there if something goes to Kafka
 * @param nsq there if something goes to NSQ
 */
// Both are collaborators that may be missing, as the settings have it, and neither is ever set
// later.
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Outlets(Settings settings, Optional<EventProducer> kafka, Optional<NsqProducer> nsq) {
    /** The CloudEvents source of everything that this service announces. */
    private static final String SOURCE = "/inkstream";

    private static final Duration CLOSING = Duration.ofSeconds(10);

    /**
     * Opens what the settings name.
     *
     * @param line there if NSQ is used at all
     * @param closing closes the producers
     */
    static Outlets open(Settings settings, Optional<NsqLine> line, Closing closing) {
        Optional<EventProducer> kafka = Optional.empty();
        if (settings.events().to().kafka()) {
            kafka = Optional.of(EventProducer.open(settings.kafka()));
            closing.add("producer", kafka.get());
        }
        Optional<NsqProducer> nsq =
                settings.events().to().nsq() ? line.map(NsqLine::producer) : Optional.empty();
        nsq.ifPresent(
                producer ->
                        closing.add(
                                "nsq producer",
                                () ->
                                        Await.done(
                                                "closing nsq producer",
                                                CLOSING,
                                                producer.close())));
        return new Outlets(settings, kafka, nsq);
    }

    /** Without the journal only the result itself is announced: that is what is then measured. */
    Announcer announcer() {
        Announcer all = everywhere();
        return settings.journal().enabled()
                ? all
                : events ->
                        all.announce(
                                events.stream()
                                        .filter(one -> one.type() == EventType.DOCUMENT_ENRICHED)
                                        .toList());
    }

    private Announcer everywhere() {
        Optional<Announcer> onKafka =
                kafka.map(to -> new KafkaAnnouncer(to, settings.kafka().topics(), SOURCE));
        Optional<Announcer> onNsq =
                nsq.map(to -> new NsqAnnouncer(to, settings.nsq().topics(), SOURCE));
        if (onKafka.isPresent() && onNsq.isPresent()) {
            return events ->
                    Future.all(onKafka.get().announce(events), onNsq.get().announce(events))
                            .mapEmpty();
        }
        return onKafka.or(() -> onNsq).orElseThrow();
    }

    /**
     * @param keep keeps a letter in the store, and completes with a reference to it
     */
    DeadLetters deadLetters(Function<DeadLetter, Future<String>> keep) {
        Optional<DeadLetters> onKafka =
                kafka.map(
                        to ->
                                new KafkaDeadLetters(
                                        to, settings.kafka().topics().deadLetters(), keep));
        Optional<DeadLetters> onNsq =
                nsq.map(
                        to ->
                                new NsqDeadLetters(
                                        to, settings.nsq().topics().deadLetters(), SOURCE, keep));
        if (onKafka.isPresent() && onNsq.isPresent()) {
            return letter -> onKafka.get().bury(letter).compose(buried -> onNsq.get().bury(letter));
        }
        return onKafka.or(() -> onNsq).orElseThrow();
    }
}
