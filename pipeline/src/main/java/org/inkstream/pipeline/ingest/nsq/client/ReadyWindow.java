package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.inkstream.time.Timers;

/**
 * Shares one bound on what is in flight among connections. A share grows only when another has
 * really become smaller, so that the bound holds while they change. Where there are more
 * connections than places, they take turns. Not thread-safe: used on the consumer's event loop.
 */
final class ReadyWindow {
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);
    private static final Timers.Timer NO_TIMER = () -> false;

    private final Timers timers;

    /** Who stands before others has a place before them. */
    private final List<Share> shares = new ArrayList<>();

    private int window;
    private boolean owing;
    private boolean closed;
    private Timers.Timer turn = NO_TIMER;

    ReadyWindow(Timers timers) {
        this.timers = timers;
    }

    /**
     * @param to places from now on; what is in flight beyond them stays
     */
    void resize(int to) {
        if (to != window) {
            window = to;
            divide();
        }
    }

    void join(Share share) {
        shares.add(share);
        divide();
    }

    void leave(Share share) {
        share.stop();
        if (shares.remove(share)) {
            divide();
        }
    }

    /** A message is no longer in flight. */
    void freed() {
        if (owing) {
            raise();
        }
    }

    /** Says nothing any more to any connection. */
    void close() {
        closed = true;
        turn.cancel();
        shares.forEach(Share::stop);
    }

    private void divide() {
        if (closed) {
            return;
        }
        aim();
        adjust();
        if (turn == NO_TIMER && crowded()) {
            turn = timers.after(TURN, this::turn);
        }
    }

    /** Whether connections have to wait for one another. */
    private boolean crowded() {
        return window > 0 && shares.size() > window;
    }

    private void aim() {
        List<Share> order = shares;
        if (!crowded()) {
            // What the smallest cannot take is left for the others.
            order = new ArrayList<>(shares);
            order.sort(Comparator.comparingInt(Share::largest));
        }
        int left = window;
        int waiting = order.size();
        for (Share share : order) {
            int even = (left + waiting - 1) / waiting;
            share.aim(Math.min(share.largest(), even));
            left -= share.target();
            waiting--;
        }
    }

    private void adjust() {
        lower();
        raise();
    }

    /**
     * Takes back what is too much, and what one does not use while others hold more than theirs.
     */
    private void lower() {
        int over = -window;
        for (Share share : shares) {
            over += Math.max(share.inFlight(), kept(share));
        }
        for (Share share : shares) {
            int unused = Math.max(0, kept(share) - share.inFlight());
            int back = Math.max(0, Math.min(over, unused));
            over -= back;
            if (kept(share) - back < share.granted()) {
                // Looked at once more then: what was on its way has come by that time.
                share.lower(kept(share) - back, this::adjust);
            }
        }
    }

    private static int kept(Share share) {
        return Math.min(share.granted(), share.target());
    }

    private void raise() {
        int free = window;
        int uncommitted = window;
        for (Share share : shares) {
            free -= share.occupied();
            uncommitted -= share.committed();
        }
        owing = false;
        for (Share share : shares) {
            int occupied = share.occupied();
            int committed = share.committed();
            int most = Math.min(occupied + Math.max(0, free), committed + Math.max(0, uncommitted));
            if (Math.min(share.target(), most) > share.granted()) {
                share.grant(Math.min(share.target(), most));
                free -= share.occupied() - occupied;
                uncommitted -= share.committed() - committed;
            }
            owing |= share.granted() < share.target();
        }
    }

    private void turn() {
        turn = NO_TIMER;
        List<Share> rested = new ArrayList<>();
        for (Share share : shares) {
            if (share.hasHadItsTurn(IDLE, LONGEST_HOLD)) {
                rested.add(share);
            }
        }
        if (crowded()) {
            rested.forEach(share -> share.aim(0));
            shares.removeAll(rested);
            shares.addAll(rested);
        }
        divide();
    }
}
