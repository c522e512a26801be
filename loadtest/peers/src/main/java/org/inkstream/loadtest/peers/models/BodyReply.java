package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.inkstream.loadtest.peers.ScriptedReply;

/**
 * A body that goes wrong.
 *
 * @param change of the answer that is spoiled
 * @param reply with the pieces of that answer
 * @param breaksTheStream whether the server breaks it itself
 */
record BodyReply(
        UnaryOperator<ModelAnswer> change,
        Function<List<Buffer>, ScriptedReply> reply,
        boolean breaksTheStream)
        implements ModelReply {
    static BodyReply of(Function<List<Buffer>, ScriptedReply> reply) {
        return of(UnaryOperator.identity(), reply);
    }

    static BodyReply of(
            UnaryOperator<ModelAnswer> change, Function<List<Buffer>, ScriptedReply> reply) {
        return new BodyReply(change, reply, false);
    }

    @Override
    public void play(Exchange exchange) {
        exchange.send(change, reply);
    }
}
