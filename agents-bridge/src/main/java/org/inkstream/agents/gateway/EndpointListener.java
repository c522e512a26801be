package org.inkstream.agents.gateway;

import java.time.Duration;
import java.util.Locale;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelEndpoint;

/**
 * Hears what goes on at the endpoints of a process. Told on the event loops of the endpoints, so
 * thread-safe; must neither block nor throw.
 */
public interface EndpointListener {
    /** Hears nothing, and no endpoint is looked at for it. */
    EndpointListener NONE = new EndpointListener() {};

    /** How a request has ended that came to the queue of an endpoint. */
    enum Outcome {
        ANSWERED,
        /** Sent, and failed in a way that is none of the others. */
        FAILED,
        /** The server has too much to do. */
        OVERLOADED,
        /** Nobody pays for it. */
        OVER_BUDGET,
        /** Not let into the queue. */
        REFUSED,
        /** It had no turn in the time that it may wait, or its batch no answer. */
        EXPIRED,
        /** Not sent, because nobody answers in the time that it has. */
        HOPELESS,
        /** Whoever asked wants it no more, or the process ends. */
        GIVEN_UP;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }
    }

    /**
     * A request was sent after waiting for its turn.
     *
     * @param tag whose request it is
     */
    default void sent(String endpoint, CallTag tag, Duration waited) {}

    /** A request has ended. */
    default void ended(String endpoint, Outcome how) {}

    /**
     * A server told which part of a prompt it had read before.
     *
     * @param hit tokens of that part
     * @param read tokens of the rest
     */
    default void prompt(String endpoint, String model, long hit, long read) {}

    /** A server of our own had work; where several models had, each has its share of the time. */
    default void worked(String endpoint, String model, Duration time) {}

    /** How the endpoint and its queue stand; told again and again. */
    default void stands(EndpointState state) {}

    /** Somebody looked at the server, and it answered. */
    default void looked(String endpoint, ModelEndpoint.Sight sight) {}

    /** Somebody looked at the server, and it did not answer. */
    default void silent(String endpoint, Throwable why) {}
}
