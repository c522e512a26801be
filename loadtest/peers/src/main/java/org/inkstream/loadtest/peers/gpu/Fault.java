package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;

/** What goes wrong with one piece of work. */
public sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** An error status at once. */
    record ServerError(int status, String message) implements Fault {}

    /** The connection breaks after so many tokens; 0 is before the first one. */
    record Reset(int afterTokens) implements Fault {}

    /** Nothing comes for a while after so many tokens; the place stays taken. */
    record Stall(int afterTokens, Duration time) implements Fault {}

    /** The answer ends for its length after so many tokens. */
    record Length(int afterTokens) implements Fault {}

    /** The answer ends as if it were whole, and its text is not. */
    record Spoiled(Ending.Text text) implements Fault {}

    /** After how many tokens it strikes; none if it does not strike amid an answer. */
    default int strikesAfter() {
        if (this instanceof Reset reset) {
            return reset.afterTokens();
        }
        return this instanceof Stall stall ? stall.afterTokens() : Integer.MAX_VALUE;
    }
}
