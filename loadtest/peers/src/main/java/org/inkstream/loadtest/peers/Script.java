package org.inkstream.loadtest.peers;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which reply a peer gives next: what was ordered for this very request, else what was
 * scripted in order, else a standing order. Thread-safe.
 *
 * @param <R> what a reply is
 */
public final class Script<R> {
    private final Deque<R> next = new ArrayDeque<>();
    private final Map<Integer, R> byNumber = new LinkedHashMap<>();
    private final Map<Integer, R> everyNth = new LinkedHashMap<>();
    private final Deque<R> fromNowOn = new ArrayDeque<>();
    private int taken;

    /** For the next requests that have none yet, in this order. */
    public synchronized void next(Collection<? extends R> replies) {
        next.addAll(replies);
    }

    /**
     * For one request.
     *
     * @param number 1 is the first request that ever comes
     */
    public synchronized void at(int number, R reply) {
        byNumber.put(positive(number), reply);
    }

    /**
     * For each request whose number is a multiple of {@code n}, until {@link #behave}.
     *
     * @param n at least 1
     */
    public synchronized void everyNth(int n, R reply) {
        everyNth.put(positive(n), reply);
    }

    /** For all requests that nothing else is ordered for, until {@link #behave}. */
    public synchronized void fromNowOn(R reply) {
        fromNowOn.clear();
        fromNowOn.add(reply);
    }

    /** Takes all orders back. */
    public synchronized void behave() {
        next.clear();
        byNumber.clear();
        everyNth.clear();
        fromNowOn.clear();
    }

    /** The reply for the request that has just come; empty means the good one. */
    public synchronized Optional<R> take() {
        taken++;
        if (byNumber.containsKey(taken)) {
            return Optional.of(byNumber.remove(taken));
        }
        if (!next.isEmpty()) {
            return Optional.of(next.poll());
        }
        return everyNth.entrySet().stream()
                .filter(order -> taken % order.getKey() == 0)
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Optional.ofNullable(fromNowOn.peek()));
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("requests are counted from 1, got " + number);
        }
        return number;
    }
}
