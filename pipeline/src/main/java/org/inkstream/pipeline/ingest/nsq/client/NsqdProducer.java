package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.time.VertxTimers;

/**
 * A producer with one pipelined connection to each nsqd, all of them on one event loop. Futures
 * complete on the caller's context, if it has one. A message fails with {@link NsqNotSent} when it
 * never left, and with {@link NsqConnectionEnded} when nobody knows.
 */
public final class NsqdProducer implements NsqProducer {
    /** What nsqd takes by default. */
    private static final int LARGEST_MESSAGE = 1024 * 1024;

    private static final int LARGEST_BODY = 5 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Context loop;
    private final Publisher publisher;

    /** Connects in the background; an nsqd that cannot be reached is tried again and again. */
    public NsqdProducer(Vertx vertx, NsqConnector connector, List<NsqdAddress> peers) {
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("a producer needs an nsqd");
        }
        loop = vertx.getOrCreateContext();
        publisher =
                new Publisher(
                        new VertxTimers(vertx, loop), connector, peers, PATIENCE, new Random());
        loop.runOnContext(now -> publisher.connect());
    }

    @Override
    public Future<Void> publish(String topic, Buffer message) {
        return publish(() -> Command.publish(topic, checked(message)));
    }

    @Override
    public Future<Void> publishAll(String topic, List<Buffer> messages) {
        return publish(() -> Command.publishAll(topic, checked(messages)));
    }

    @Override
    public Future<Void> publishLater(String topic, Duration delay, Buffer message) {
        return publish(() -> Command.publishLater(topic, delay, checked(message)));
    }

    @Override
    public Future<Void> close() {
        return onLoop(publisher::close);
    }

    private Future<Void> publish(Supplier<Command> made) {
        Command command;
        try {
            command = made.get();
        } catch (IllegalArgumentException refused) {
            return Future.failedFuture(refused);
        }
        return onLoop(() -> publisher.publish(command));
    }

    private Future<Void> onLoop(Supplier<Future<Void>> work) {
        Promise<Void> outcome =
                Vertx.currentContext() instanceof ContextInternal caller
                        ? caller.promise()
                        : Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(outcome));
        return outcome.future();
    }

    private static Buffer checked(Buffer message) {
        if (message.length() > LARGEST_MESSAGE) {
            throw new IllegalArgumentException(
                    "a message has %d bytes at most, got %d"
                            .formatted(LARGEST_MESSAGE, message.length()));
        }
        return message;
    }

    private static List<Buffer> checked(List<Buffer> messages) {
        long size = Command.COUNT_BYTES;
        for (Buffer message : messages) {
            size += Command.COUNT_BYTES + checked(message).length();
        }
        if (size > LARGEST_BODY) {
            throw new IllegalArgumentException(
                    "messages together have %d bytes at most, got %d"
                            .formatted(LARGEST_BODY, size));
        }
        return messages;
    }
}
