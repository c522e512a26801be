package org.inkstream.pipeline.ingest.kafka;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.WorkflowSettings;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.Timers;

/**
 * The turns of a {@link KafkaSource} without its thread, for whoever simulates brokers and time:
 * the caller makes each turn, on the one thread on which everything happens.
 */
public final class TurnedSource {
    private final PollLoop loop;

    /**
     * @param consumer read from, and asked for nothing else than {@link KafkaSource} asks
     * @param letters empty and unbounded; whenever a turn waits, it waits in this queue's timed
     *     {@code poll}, which may let virtual time go on
     */
    public TurnedSource(
            Consumer<String, byte[]> consumer,
            KafkaSettings kafka,
            WorkflowSettings workflow,
            List<Lane> lanes,
            DeadLetters deadLetters,
            Timers clock,
            SourceMeter meter,
            BlockingQueue<Runnable> letters) {
        this.loop =
                new PollLoop(
                        consumer,
                        kafka.topics().ocrCompleted(),
                        SourceLimits.of(kafka, workflow),
                        new Lanes(lanes, deadLetters, clock, meter),
                        clock,
                        meter,
                        letters);
    }

    /** One turn. Throws what the consumer throws; further turns may follow. */
    public void turn() {
        loop.turn();
    }

    /** From now on nothing new is begun; what is in the air needs further turns to end. */
    public void beginDrain() {
        loop.beginDrain();
    }

    /** Whether everything that was in the air has ended. */
    public boolean isDry() {
        return loop.isDry();
    }

    /** Commits what is settled and leaves the group. */
    public void leave() {
        loop.leave();
    }

    public EventSource.Progress progress() {
        return loop.progress();
    }
}
