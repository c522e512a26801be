package org.inkstream.pipeline.journal;

import java.time.Instant;
import java.util.function.Function;

/** What opening a run finds. */
public sealed interface Opened {
    /** The run is ours, new or with what an earlier owner left. */
    record Mine(OpenRun run) implements Opened {}

    /** A living owner works on it; the record waits until the run closes. */
    record Elsewhere(String owner) implements Opened {}

    /** It waits for its due time, and belongs to nobody until then. */
    record Parked(Instant due) implements Opened {}

    /** It went to the dead letters. */
    record Dead(String reason) implements Opened {}

    /** Everything was done before. */
    record Closed() implements Opened {}

    default <R> R match(
            Function<Mine, R> mine,
            Function<Elsewhere, R> elsewhere,
            Function<Parked, R> parked,
            Function<Dead, R> dead,
            Function<Closed, R> closed) {
        if (this instanceof Mine m) {
            return mine.apply(m);
        }
        if (this instanceof Elsewhere e) {
            return elsewhere.apply(e);
        }
        if (this instanceof Parked p) {
            return parked.apply(p);
        }
        if (this instanceof Dead d) {
            return dead.apply(d);
        }
        return closed.apply((Closed) this);
    }
}
