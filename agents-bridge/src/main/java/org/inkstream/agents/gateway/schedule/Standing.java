package org.inkstream.agents.gateway.schedule;

import java.time.Duration;
import java.util.Map;

/**
 * How a schedule stands at one moment, for whoever watches.
 *
 * @param backlog about how long the server will work on what waits
 * @param resident the model that it has loaded; empty if nothing was sent yet, or if none of its
 *     models needs a swap
 * @param swaps how often one model has taken another's place so far
 * @param paused how long the server wants to be left alone from now on
 * @param cut whether less than half of what its settings allow is sent, because it said that it has
 *     too much to do
 * @param quota what is left of each limit of a remote API; what it does not tell is absent
 */
public record Standing(
        Duration backlog,
        String resident,
        long swaps,
        Duration paused,
        boolean cut,
        Map<Allowance.Counted, Quota> quota) {
    /** Nothing is known. */
    public static final Standing UNKNOWN =
            new Standing(Duration.ZERO, "", 0, Duration.ZERO, false, Map.of());

    public Standing {
        quota = Map.copyOf(quota);
    }
}
