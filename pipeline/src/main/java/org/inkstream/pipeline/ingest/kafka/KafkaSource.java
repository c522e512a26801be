package org.inkstream.pipeline.ingest.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.WorkflowSettings;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.Timers;

/**
 * OCR-complete events from a Kafka topic. A broker that is down or comes back never ends it: it
 * tries again until it works. Its methods may be called on any thread; futures complete on the
 * caller's context, if it has one.
 */
public final class KafkaSource implements EventSource {
    private final PollThread thread;

    /**
     * @param lanes the event loops to hand records to, at least one
     * @param clock {@code now} and {@code monotonicNanos} are read on the poll thread and on the
     *     lanes
     */
    public KafkaSource(
            KafkaSettings kafka,
            WorkflowSettings workflow,
            List<Lane> lanes,
            DeadLetters deadLetters,
            Timers clock,
            SourceMeter meter) {
        SourceLimits limits = SourceLimits.of(kafka, workflow);
        Lanes handedTo = new Lanes(lanes, deadLetters, clock, meter);
        Supplier<Consumer<String, byte[]>> opener = () -> ConsumerProperties.open(kafka, limits);
        this.thread =
                new PollThread(
                        () ->
                                new PollLoop(
                                        opener.get(),
                                        kafka.topics().ocrCompleted(),
                                        limits,
                                        handedTo,
                                        clock,
                                        meter,
                                        new LinkedBlockingQueue<>()),
                        clock);
    }

    /**
     * Completes when the topic was found and subscribed to; meanwhile a broker that does not answer
     * is asked again and again. Fails where only a person can help: no such topic, bad settings, no
     * right to read.
     */
    @Override
    public Future<Void> start() {
        return onCallersContext(thread.begin());
    }

    @Override
    public Future<Void> drain(Duration deadline) {
        return onCallersContext(thread.drain(deadline));
    }

    @Override
    public Progress progress() {
        return thread.progress();
    }

    /** For health: why reading does not work at this time, empty while it does. */
    public Optional<String> trouble() {
        return thread.trouble();
    }

    private static Future<Void> onCallersContext(CompletableFuture<Void> outcome) {
        Context caller = Vertx.currentContext();
        return caller == null
                ? Future.fromCompletionStage(outcome)
                : Future.fromCompletionStage(outcome, caller);
    }
}
