package org.inkstream.loadtest.scenarios.models;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;

/**
 * What a model peer is told to do.
 *
 * @param port 0 means any free one
 * @param delay of each answer once it has a slot
 * @param slots answers at once, 0 for no bound
 * @param dieAfter the request in whose answer it dies, 0 for never
 * @param failStatus of the requests that fail, 0 for none
 * @param every how many requests there are to each that fails
 */
record ModelPeerOrders(
        Dialect dialect,
        int port,
        Duration delay,
        int slots,
        int dieAfter,
        int failStatus,
        int every) {
    ModelPeerOrders {
        atLeastZero("--port", port);
        atLeastZero("--delay-ms", delay.toMillis());
        atLeastZero("--slots", slots);
        atLeastZero("--die-after", dieAfter);
        if (failStatus != 0 && (failStatus < 400 || failStatus > 599)) {
            throw new IllegalArgumentException(
                    "--fail must be a status of 400 to 599, got " + failStatus);
        }
        if (every < 1) {
            throw new IllegalArgumentException("--every must be at least 1, got " + every);
        }
    }

    /**
     * Completes when the server listens.
     *
     * @param death what dying means, called when half of the answer is on its way
     */
    Future<ScriptedModelServer> start(Vertx vertx, Runnable death) {
        return ScriptedModelServer.start(vertx, dialect, port).map(server -> order(server, death));
    }

    private ScriptedModelServer order(ScriptedModelServer server, Runnable death) {
        server.takes(delay);
        if (slots > 0) {
            server.slots(slots);
        }
        if (failStatus > 0) {
            server.everyNth(every, ModelReply.status(failStatus));
        }
        if (dieAfter > 0) {
            server.answerAt(dieAfter, ModelReply.halfThen(death));
        }
        return server;
    }

    private static void atLeastZero(String option, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(option + " must not be negative, got " + value);
        }
    }
}
