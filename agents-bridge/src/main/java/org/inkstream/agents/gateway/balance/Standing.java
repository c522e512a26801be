package org.inkstream.agents.gateway.balance;

/**
 * How one of several servers stands, and what came to it so far.
 *
 * @param servers how many there are
 * @param up whether it is given calls
 * @param calls that it was given
 * @param escaped documents among them that came because another server, which was preferred or had
 *     them already, had much more to do
 * @param takenOver documents among them that came because the preferred server was down
 * @param givenBack calls that waited for it and were given to others, because it went down or they
 *     had nothing left to begin with
 */
public record Standing(
        int servers, boolean up, long calls, long escaped, long takenOver, long givenBack) {
    /** Of a server that is the only one of its endpoint. */
    public static final Standing ALONE = new Standing(1, true, 0, 0, 0, 0);

    public boolean isAlone() {
        return servers == 1;
    }
}
