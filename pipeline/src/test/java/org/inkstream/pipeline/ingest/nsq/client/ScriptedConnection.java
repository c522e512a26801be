package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;

/** A connection whose nsqd does what the test says, and remembers what it heard. */
final class ScriptedConnection implements NsqConnection {
    static final Duration TIMEOUT = Duration.ofSeconds(60);
    static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

    final List<String> heard = new ArrayList<>();
    private final NsqdAddress peer;
    private final NsqdTerms terms;
    private final Promise<Void> ended = Promise.promise();
    private final Promise<Void> subscribed = Promise.promise();
    private final Promise<Void> closeWait = Promise.promise();
    private NsqConnector.Inbox inbox = new ForwardedInbox();

    ScriptedConnection(NsqdAddress peer) {
        this(peer, new NsqdTerms("1.3.0", 2500, TIMEOUT, MAX_TIMEOUT));
        subscribed.complete();
        closeWait.complete();
    }

    /** One that answers SUB and CLS only when told to. */
    ScriptedConnection(NsqdAddress peer, NsqdTerms terms) {
        this.peer = peer;
        this.terms = terms;
    }

    ScriptedConnection tells(NsqConnector.Inbox inbox) {
        this.inbox = inbox;
        return this;
    }

    ScriptedConnection subscribes() {
        subscribed.complete();
        return this;
    }

    ScriptedConnection refuses(String code) {
        subscribed.fail(new NsqRefusal(code, code + " SUB was refused"));
        return this;
    }

    void closesWhenAllIsSettled() {
        closeWait.complete();
    }

    void delivers(String id, int attempts) {
        inbox.message(message(id, attempts));
    }

    void saysTooLate(String code, String detail) {
        inbox.tooLate(new Frame.Failure(code, detail));
    }

    static Frame.Message message(String id, int attempts) {
        return new Frame.Message(0, attempts, id, Buffer.buffer("body of " + id));
    }

    @Override
    public NsqdAddress peer() {
        return peer;
    }

    @Override
    public NsqdTerms terms() {
        return terms;
    }

    @Override
    public Future<Void> send(Command command) {
        if (ended.future().isComplete()) {
            return Future.failedFuture(new IllegalStateException("the connection has ended"));
        }
        heard.add(line(command));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> ask(Command command) {
        return send(command)
                .compose(
                        sent ->
                                command.name().equals("CLS")
                                        ? closeWait.future()
                                        : subscribed.future());
    }

    @Override
    public Future<Void> ended() {
        return ended.future();
    }

    @Override
    public Future<Void> close() {
        ended.tryComplete();
        return ended.future();
    }

    private static String line(Command command) {
        return command.bytes().toString(StandardCharsets.US_ASCII).strip();
    }
}
