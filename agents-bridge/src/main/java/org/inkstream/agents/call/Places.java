package org.inkstream.agents.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Room for the calls that may be in the air at once: who has a place has a connection too, so that
 * a call which was written down as about to be made does not wait after that. Not thread-safe: one
 * for the connections of one event loop, used there.
 */
public final class Places {
    private final boolean limited;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int free;
    private boolean giving;

    private Places(boolean limited, int free) {
        this.limited = limited;
        this.free = free;
    }

    /**
     * @param count at least 1
     */
    public static Places of(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("there must be a place at least, got " + count);
        }
        return new Places(true, count);
    }

    /** Where calls share a connection, or need none. */
    public static Places unlimited() {
        return new Places(false, 0);
    }

    /** A place, if one is free now. */
    Optional<Place> takeNow() {
        if (!limited) {
            return Optional.of(Place.FREE);
        }
        if (free == 0) {
            return Optional.empty();
        }
        free--;
        return Optional.of(new Place(this::giveBack));
    }

    /** The next place, in the order of asking. */
    Waiting take() {
        Waiting next = new Waiting();
        if (limited) {
            waiting.add(next);
            give();
        } else {
            next.place.complete(Place.FREE);
        }
        return next;
    }

    private void giveBack() {
        free++;
        give();
    }

    /** A loop, because whoever gets a place may give it back before it returns. */
    private void give() {
        if (giving) {
            return;
        }
        giving = true;
        while (free > 0 && !waiting.isEmpty()) {
            free--;
            waiting.remove().place.complete(new Place(this::giveBack));
        }
        giving = false;
    }

    /** Somebody who waits for a place. */
    final class Waiting {
        private final Promise<Place> place = Promise.promise();

        /** The place, to be left by whoever gets it. */
        Future<Place> place() {
            return place.future();
        }

        /** Waits no longer; without effect on who has a place. */
        void giveUp(CallFailure why) {
            if (waiting.remove(this)) {
                place.fail(why);
            }
        }
    }
}
