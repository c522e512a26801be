package org.inkstream.pipeline.ingest.nsq;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.inkstream.pipeline.ingest.nsq.client.NsqConsumer;
import org.inkstream.pipeline.ingest.nsq.client.NsqMessage;

/** A consumer that delivers what a test tells it to, and writes down what is said to it. */
final class ScriptedConsumer implements NsqConsumer {
    final List<String> said;
    private final Promise<Void> drained = Promise.promise();
    private Consumer<NsqMessage> receiver = message -> {};
    private int window;
    private int connections = 1;
    private boolean cut;

    ScriptedConsumer(List<String> said) {
        this.said = said;
    }

    void delivers(String id, int attempts) {
        receiver.accept(new Scripted(id, attempts));
    }

    /** From now on every word about a message fails. */
    void losesItsConnection() {
        cut = true;
        connections = 0;
    }

    int window() {
        return window;
    }

    void hasDrained() {
        drained.tryComplete();
    }

    @Override
    public Future<Void> start(Consumer<NsqMessage> to) {
        receiver = to;
        said.add("start");
        return Future.succeededFuture();
    }

    @Override
    public void window(int messages) {
        window = messages;
        said.add("window " + messages);
    }

    @Override
    public void struggle() {
        said.add("struggle");
    }

    @Override
    public void recover() {
        said.add("recover");
    }

    @Override
    public State state() {
        return new State(connections, 0, window, false, Map.of());
    }

    @Override
    public Future<Void> drain(Duration deadline) {
        said.add("drain");
        return drained.future();
    }

    private final class Scripted implements NsqMessage {
        private final String id;
        private final int attempts;

        Scripted(String id, int attempts) {
            this.id = id;
            this.attempts = attempts;
        }

        @Override
        public String topic() {
            return "ocr.completed";
        }

        @Override
        public String channel() {
            return "inkstream";
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public int attempts() {
            return attempts;
        }

        @Override
        public Instant publishedAt() {
            return Instant.EPOCH;
        }

        @Override
        public Buffer body() {
            return Buffer.buffer(id);
        }

        @Override
        public Future<Void> finish() {
            return word("FIN " + id);
        }

        @Override
        public Future<Void> requeue(Duration pause) {
            return word("REQ " + id + " " + pause.toSeconds() + "s");
        }

        private Future<Void> word(String word) {
            if (cut) {
                return Future.failedFuture("the connection has ended");
            }
            said.add(word);
            return Future.succeededFuture();
        }
    }
}
