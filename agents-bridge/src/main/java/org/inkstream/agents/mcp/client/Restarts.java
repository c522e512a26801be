package org.inkstream.agents.mcp.client;

import java.time.Duration;

/**
 * How long a process that ended rests before it is started again: longer each time, until one has
 * lived long enough. Not thread-safe.
 */
final class Restarts {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration CEILING = Duration.ofSeconds(30);
    static final Duration STEADY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /**
     * @param lived how long the process had lived
     */
    Duration rest(Duration lived) {
        Duration rest = lived.compareTo(STEADY) >= 0 ? FIRST : next;
        Duration doubled = rest.multipliedBy(2);
        next = doubled.compareTo(CEILING) < 0 ? doubled : CEILING;
        return rest;
    }
}
