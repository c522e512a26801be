package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the messages of one channel from every nsqd that has its topic, with one bound on what is
 * in flight over all of them. On one event loop.
 */
public interface NsqConsumer {
    /**
     * Begins to find, connect and receive. Completes with the first connection that is subscribed,
     * or as soon as nobody is known whom it could connect; it goes on trying by itself. Fails only
     * when it is drained before.
     *
     * @param receiver told of each delivery, on the event loop; must not throw
     */
    Future<Void> start(Consumer<NsqMessage> receiver);

    /**
     * Messages that may be in flight from now on, over all connections; 0 pauses. What is in flight
     * already stays.
     */
    void window(int messages);

    /**
     * What came was not to be managed: pause everywhere, then try one message, then more, with
     * pauses that double up to a limit while this is said again. Not heard during a pause, and
     * neither is recovering: it would tell of messages from before.
     */
    void struggle();

    /** What came was managed: the way back from struggling. */
    void recover();

    State state();

    /**
     * Takes no new messages but those that are on their way, waits until what is in flight is
     * settled, at most until the deadline, and ends all connections. What is not settled by then is
     * delivered again. Never fails.
     */
    Future<Void> drain(Duration deadline);

    /**
     * For health and metrics.
     *
     * @param connections that are subscribed
     * @param inFlight delivered and not settled
     * @param window messages that may be in flight
     * @param backingOff whether the channel is paused because of struggling
     * @param troubles nsqd that are known and not subscribed, with the reason for people
     */
    record State(
            int connections,
            int inFlight,
            int window,
            boolean backingOff,
            Map<NsqdAddress, String> troubles) {
        public State {
            troubles = Map.copyOf(troubles);
        }
    }
}
