package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import org.inkstream.pipeline.ingest.nsq.wire.Command;

/** A connection over a socket. */
final class SocketConnection implements NsqConnection {
    private final Talk talk;
    private final NsqdAddress peer;
    private final NsqdTerms terms;

    SocketConnection(Talk talk, NsqdAddress peer, NsqdTerms terms) {
        this.talk = talk;
        this.peer = peer;
        this.terms = terms;
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
        return talk.send(command);
    }

    @Override
    public Future<Void> ask(Command command) {
        String wanted = command.name().equals("CLS") ? "CLOSE_WAIT" : "OK";
        return talk.ask(command)
                .compose(
                        answer ->
                                answer.equals(wanted)
                                        ? Future.succeededFuture()
                                        : outOfStep(command));
    }

    @Override
    public Future<Void> ended() {
        return talk.ended();
    }

    @Override
    public Future<Void> close() {
        return talk.close();
    }

    /** Nobody knows any more which answer belongs to which command. */
    private Future<Void> outOfStep(Command command) {
        NsqConnectionEnded reason =
                new NsqConnectionEnded(peer, "it answered something else than " + command.name());
        talk.end(reason);
        return Future.failedFuture(reason);
    }
}
