package org.inkstream.app.enrich;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.Backend;
import org.inkstream.app.service.Service;
import org.inkstream.app.service.StateFolder;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.time.ThreadTimers;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/** The real service with an embedded broker and store, private to one result folder. */
public final class EmbeddedRun implements EnrichmentRun {
    private static final Duration LOOK_UP = Duration.ofSeconds(30);

    private final Settings settings;
    private final ThreadTimers timers = new ThreadTimers("inkstream-enrich");

    private @Nullable Parts parts;

    /**
     * @param settings with the state folder set, and with no broker and no store named
     */
    public EmbeddedRun(Settings settings) {
        this.settings = settings.overKafka();
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public String revision() {
        return started().revision();
    }

    /** Twice what is in the air, so that a place that falls free is taken at once. */
    @Override
    public int window() {
        return 2 * settings.workflow().maxInFlight();
    }

    @Override
    public Future<Void> start(Consumer<RunEvent> listener) {
        Parts started = Parts.start(settings, listener);
        parts = started;
        return started.feed.caughtUp();
    }

    @Override
    public Future<Void> publish(Letter letter, String runId) {
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(
                        settings.kafka().topics().ocrCompleted(),
                        null,
                        letter.documentId(),
                        letter.value(),
                        List.of(
                                new RecordHeader(
                                        FeedRecords.RUN_HEADER,
                                        runId.getBytes(StandardCharsets.UTF_8))));
        return started().producer.send(List.of(event));
    }

    @Override
    public void close() {
        if (parts != null) {
            parts.close();
            parts = null;
        }
        timers.close();
    }

    private Parts started() {
        if (parts == null) {
            throw new IllegalStateException("the run was not started, or is closed");
        }
        return parts;
    }

    /** What runs between start and close. */
    private record Parts(
            StateFolder folder,
            Backend backend,
            Service service,
            EventProducer producer,
            EventFeed feed,
            String revision) {

        static Parts start(Settings settings, Consumer<RunEvent> listener) {
            StateFolder folder = StateFolder.lock(settings.instance().stateFolder());
            Backend backend = Backend.start(settings);
            Settings at = backend.settings();
            Service service =
                    Service.start(
                            at,
                            () ->
                                    listener.accept(
                                            new RunEvent.Broken(
                                                    new IllegalStateException(
                                                            "another process took this folder"))));
            EventProducer producer = EventProducer.open(at.kafka());
            EventFeed feed =
                    EventFeed.start(
                            at.kafka().bootstrapServers(),
                            at.kafka().topics(),
                            (documentId, data) -> whole(service, documentId, data),
                            listener);
            // One for all letters of the command, which knows their runs by it.
            String revision = service.keepRevision();
            return new Parts(folder, backend, service, producer, feed, revision);
        }

        /** Large documents travel as a reference; the store has them. */
        private static JsonObject whole(Service service, String documentId, JsonObject data) {
            return data.containsKey("reference")
                    ? Await.done(
                            "reading " + documentId, LOOK_UP, service.storedDocument(documentId))
                    : data;
        }

        /** In this order: what the service still finishes is announced, and the feed hears it. */
        void close() {
            producer.close();
            service.drain();
            feed.close();
            service.close();
            backend.close();
            folder.close();
        }
    }
}
