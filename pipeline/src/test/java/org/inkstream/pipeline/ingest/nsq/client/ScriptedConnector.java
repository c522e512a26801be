package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Connections to each nsqd in the order of the script; one that is not scripted cannot be reached.
 */
final class ScriptedConnector implements NsqConnector {
    final List<NsqdAddress> asked = new ArrayList<>();
    private final Map<NsqdAddress, Deque<Function<Inbox, Future<NsqConnection>>>> script =
            new HashMap<>();

    /** The next connection to its peer. */
    ScriptedConnection next(ScriptedConnection connection) {
        return next(connection, Future.succeededFuture(connection));
    }

    /**
     * @param made when the connection comes about
     */
    ScriptedConnection next(ScriptedConnection connection, Future<NsqConnection> made) {
        script.computeIfAbsent(connection.peer(), peer -> new ArrayDeque<>())
                .add(
                        inbox -> {
                            connection.tells(inbox);
                            return made;
                        });
        return connection;
    }

    @Override
    public Future<NsqConnection> connect(NsqdAddress peer, Inbox inbox) {
        asked.add(peer);
        Deque<Function<Inbox, Future<NsqConnection>>> left =
                script.getOrDefault(peer, new ArrayDeque<>());
        return left.isEmpty()
                ? Future.failedFuture("Connection refused: " + peer)
                : left.remove().apply(inbox);
    }
}
