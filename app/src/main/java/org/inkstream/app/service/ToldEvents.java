package org.inkstream.app.service;

import java.time.Instant;
import java.util.Optional;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.audit.EventSide;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.pipeline.publish.kafka.AnnouncedEvents;

/** The events that were announced, where they can be read again. Used on one thread. */
final class ToldEvents implements AutoCloseable {
    private final Optional<AnnouncedEvents> onKafka;

    private ToldEvents(Optional<AnnouncedEvents> onKafka) {
        this.onKafka = onKafka;
    }

    static ToldEvents open(Settings settings) {
        return new ToldEvents(
                settings.events().to().kafka()
                        ? Optional.of(AnnouncedEvents.open(settings.kafka()))
                        : Optional.empty());
    }

    /** Tells those that came since the last time, or all. */
    void readOn(EventSide told) {
        onKafka.ifPresent(
                events ->
                        events.readOn(
                                new AnnouncedEvents.Reader() {
                                    @Override
                                    public void holds(EventType type, Instant since) {
                                        told.holds(type, since);
                                    }

                                    @Override
                                    public void told(
                                            EventType type,
                                            String id,
                                            String documentId,
                                            Instant at) {
                                        told.told(type, id, documentId, at);
                                    }
                                }));
    }

    @Override
    public void close() {
        onKafka.ifPresent(AnnouncedEvents::close);
    }
}
