package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Gathers what is written during one turn of the event loop, so that a thousand small commands are
 * one write to the socket. Not thread-safe: used on its connection's event loop.
 */
final class Outbox {
    /** So much is not kept back. */
    private static final int LARGE = 64 * 1024;

    /** The words for some dozens of messages: room for them need not be made in steps. */
    private static final int USUAL = 1024;

    private final Function<Buffer, Future<Void>> write;
    private final Consumer<Runnable> afterThisTurn;
    private Buffer gathered = Buffer.buffer(USUAL);
    private Promise<Void> handedOver = Promise.promise();

    Outbox(Function<Buffer, Future<Void>> write, Consumer<Runnable> afterThisTurn) {
        this.write = write;
        this.afterThisTurn = afterThisTurn;
    }

    /** Completes when the socket took the bytes, and fails when it did not. */
    Future<Void> add(Buffer bytes) {
        Future<Void> outcome = handedOver.future();
        if (gathered.length() == 0) {
            afterThisTurn.accept(this::flush);
        }
        gathered.appendBuffer(bytes);
        if (gathered.length() >= LARGE) {
            flush();
        }
        return outcome;
    }

    /** Writes now what was gathered. */
    void flush() {
        if (gathered.length() > 0) {
            Buffer bytes = gathered;
            Promise<Void> outcome = handedOver;
            gathered = Buffer.buffer(USUAL);
            handedOver = Promise.promise();
            write.apply(bytes).onComplete(outcome);
        }
    }
}
