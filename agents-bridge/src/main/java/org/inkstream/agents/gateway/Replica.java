package org.inkstream.agents.gateway;

import io.vertx.core.Future;

/** One of several servers of an endpoint, with the queue before it. */
interface Replica extends Asking {
    /**
     * Gives back one document that waits and was not begun with, if there is any: its requests fail
     * with {@link Displaced}. Completes after that, and after {@link ReplicaWatch} has heard how
     * the server stands then.
     */
    Future<Void> giveBackLast();
}
