package org.inkstream.agents.gateway.schedule;

import java.time.Duration;

/**
 * One call as the scheduler sees it.
 *
 * @param id by which whoever asks knows it, never used twice
 * @param model which the server needs for it
 * @param group calls with the same one begin with the same document; empty if it shares with none
 * @param groupSize how many calls of the group are made together, this one included
 * @param collection what the document belongs to, among which turns are shared
 * @param priority higher goes first, 0 is normal
 * @param tool by which its length is guessed
 * @param remaining until it is given up, counted from when it is sent; zero if nobody says
 * @param inputTokens about how many it has
 * @param outputTokens how many the answer has at most
 */
public record Ask(
        long id,
        String model,
        String group,
        int groupSize,
        String collection,
        int priority,
        String tool,
        Duration remaining,
        long inputTokens,
        long outputTokens) {
    private static final int HIGHEST = 10;

    /** Priorities beyond ten are not told apart, so that classes stay few. */
    public Ask {
        priority = Math.max(-HIGHEST, Math.min(HIGHEST, priority));
    }
}
