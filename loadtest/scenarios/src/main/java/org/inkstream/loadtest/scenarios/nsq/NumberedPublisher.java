package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;

/** Publishes numbered messages, and each of them again until nsqd has said that it has it. */
final class NumberedPublisher {
    private static final int ON_THEIR_WAY = 200;
    private static final long AGAIN_MILLIS = 50;

    private final OurClient client;
    private final int messages;
    private final long pauseMillis;
    private final String topic;
    private final IntFunction<Buffer> message;
    private final NsqProducer producer;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final LongAdder repeats = new LongAdder();

    /**
     * @param message by number from zero
     * @param perSecond at most
     */
    NumberedPublisher(
            OurClient client,
            String topic,
            IntFunction<Buffer> message,
            int messages,
            int perSecond) {
        this.client = client;
        this.topic = topic;
        this.message = message;
        this.messages = messages;
        this.pauseMillis = Math.max(1, ON_THEIR_WAY * 1_000L / perSecond);
        this.producer = client.onLoop(client::producer);
    }

    void start() {
        for (int i = 0; i < ON_THEIR_WAY; i++) {
            another();
        }
    }

    private void another() {
        int number = next.getAndIncrement();
        if (number < messages) {
            publish(number);
        }
    }

    private void publish(int number) {
        Future<Void> publishing = producer.publish(topic, message.apply(number));
        publishing.onComplete(
                done -> {
                    accepted.incrementAndGet();
                    client.after(pauseMillis, this::another);
                },
                unknown -> {
                    repeats.increment();
                    client.after(AGAIN_MILLIS, () -> publish(number));
                });
    }

    boolean isDone() {
        return accepted.get() == messages;
    }

    int accepted() {
        return accepted.get();
    }

    /** Publishings beyond the first of each number. */
    long repeats() {
        return repeats.sum();
    }
}
