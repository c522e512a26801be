package org.inkstream.pipeline.publish.nsq;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.config.TopicNames;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.publish.EventData;

/**
 * Announces events as CloudEvents 1.0 in structured mode. That nsqd has accepted them means in its
 * memory: they are doorbells, and what they tell of is in the store. Data too large for an event
 * give way to a reference to the stored document.
 */
public final class NsqAnnouncer implements Announcer {
    /** Below the largest body that nsqd takes by default, 5 MiB. */
    private static final int MOST_TOGETHER = 4 * 1024 * 1024;

    private final NsqProducer producer;
    private final TopicNames topics;
    private final String source;

    /**
     * @param source the CloudEvents {@code source}, a URI reference such as {@code /inkstream}
     */
    public NsqAnnouncer(NsqProducer producer, TopicNames topics, String source) {
        this.producer = producer;
        this.topics = topics;
        this.source = source;
    }

    /** Completes when an nsqd has accepted every event; at least once. */
    @Override
    public Future<Void> announce(List<Announcement> events) {
        Map<String, List<Buffer>> byTopic = new LinkedHashMap<>();
        events.forEach(
                event ->
                        byTopic.computeIfAbsent(
                                        event.type().topicIn(topics), first -> new ArrayList<>())
                                .add(messageOf(event)));
        List<Future<Void>> told = new ArrayList<>();
        byTopic.forEach((topic, messages) -> told.add(publish(topic, messages)));
        return Future.all(told).mapEmpty();
    }

    private Future<Void> publish(String topic, List<Buffer> messages) {
        if (messages.size() == 1) {
            return producer.publish(topic, messages.get(0));
        }
        List<Future<Void>> parts = new ArrayList<>();
        List<Buffer> part = new ArrayList<>();
        int bytes = 0;
        for (Buffer message : messages) {
            if (bytes + message.length() > MOST_TOGETHER && !part.isEmpty()) {
                parts.add(producer.publishAll(topic, List.copyOf(part)));
                part.clear();
                bytes = 0;
            }
            part.add(message);
            bytes += message.length() + Integer.BYTES;
        }
        parts.add(producer.publishAll(topic, List.copyOf(part)));
        return Future.all(parts).mapEmpty();
    }

    private Buffer messageOf(Announcement event) {
        EventData data = EventData.of(event);
        StructuredEvent told =
                new StructuredEvent(
                        event.type().cloudEventsType(),
                        event.id(),
                        source,
                        event.documentId(),
                        event.time());
        return (data.isReference() ? told.with("dataref", data.reference()) : told)
                .around(data.json());
    }
}
