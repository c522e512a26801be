package org.inkstream.agents.gateway.schedule;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much work waits, in time of the server; what could not be done in the time that calls may
 * wait is not let in. Calls of which nothing is known count as none.
 */
final class Backlog {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final long longestWait;
    private final TreeMap<Integer, Long> work = new TreeMap<>(Comparator.reverseOrder());

    Backlog(Duration longestWait) {
        this.longestWait = longestWait.toNanos();
    }

    /** Whatever has a lower priority does not count: it goes later. */
    Optional<Refusal> refuse(int priority, int limit) {
        long ahead = work.headMap(priority, true).values().stream().mapToLong(one -> one).sum();
        long wait = ahead / limit;
        if (wait <= longestWait) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal(
                        "work for " + Duration.ofNanos(wait).toSeconds() + " s waits already",
                        within(Duration.ofNanos(wait - longestWait))));
    }

    void add(Entry entry) {
        if (entry.known) {
            work.merge(entry.ask.priority(), entry.cost, Long::sum);
        }
    }

    void remove(Entry entry) {
        if (entry.known) {
            work.merge(entry.ask.priority(), -entry.cost, Long::sum);
        }
    }

    private static Duration within(Duration guess) {
        if (guess.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return guess.compareTo(LONGEST) > 0 ? LONGEST : guess;
    }
}
