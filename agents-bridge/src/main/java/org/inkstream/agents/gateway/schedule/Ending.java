package org.inkstream.agents.gateway.schedule;

import java.time.Duration;

/** How a call that was sent has ended. */
public sealed interface Ending {
    /**
     * It was answered.
     *
     * @param outputTokens of the answer
     * @param serverWait how long it waited inside the server, zero if that does not say
     */
    record Answered(long outputTokens, Duration serverWait) implements Ending {}

    /**
     * The server has too much to do.
     *
     * @param retryAfter how long it wants to be left alone, zero if it does not say
     */
    record Overloaded(Duration retryAfter) implements Ending {}

    /** It failed otherwise, or was given up. */
    record Failed() implements Ending {}
}
