package org.inkstream.loadtest.peers.nsq;

import java.time.Duration;

/** A connection as its channel sees it. */
interface Subscriber {
    /** Whether fewer messages are in flight than its window allows. */
    boolean hasRoom();

    void deliver(Queued message);

    /** One that it had in flight is not any more. */
    void timedOut();

    Duration messageTimeout();
}
