package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;

/** Keeps what comes, and says when it is as much as was waited for. */
final class Received implements NsqConnector.Inbox {
    final List<Buffer> bodies = new CopyOnWriteArrayList<>();
    private final int wanted;
    private final Promise<Void> complete;
    private volatile Consumer<Frame.Message> settle = message -> {};

    Received(int wanted, Promise<Void> complete) {
        this.wanted = wanted;
        this.complete = complete;
    }

    /** Each message is finished from now on. */
    void settleOn(NsqConnection connection) {
        settle = message -> connection.send(Command.finish(message.id()));
    }

    @Override
    public void message(Frame.Message message) {
        bodies.add(message.body());
        settle.accept(message);
        if (bodies.size() == wanted) {
            complete.tryComplete();
        }
    }

    @Override
    public void tooLate(Frame.Failure failure) {}
}
