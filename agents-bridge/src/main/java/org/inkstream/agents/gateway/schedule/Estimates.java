package org.inkstream.agents.gateway.schedule;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Guesses how long calls take, from those before them. Not thread-safe. */
public final class Estimates {
    /** As long as nothing is known. */
    private static final long FIRST_GUESS = Duration.ofSeconds(5).toNanos();

    /** Names of tools come from outside; beyond that many they are not told apart. */
    private static final int MOST_KINDS = 1_024;

    /** Answers from which on a guess is trusted to refuse something. */
    private static final int ENOUGH = 8;

    /** One of so many calls that look hopeless is tried, or nobody would see that it is not. */
    private static final int TRY_ONE_OF = 10;

    private final Map<Kind, Estimate> known = new HashMap<>();
    private long hopeless;

    /** What calls have in common that take about as long. */
    private record Kind(String model, String tool) {}

    /**
     * @param known whether it rests on enough calls of its kind
     */
    public record Guess(long nanos, boolean known) {}

    public Guess of(Ask ask) {
        Estimate one = estimate(ask);
        return one.samples() == 0
                ? new Guess(FIRST_GUESS, false)
                : new Guess((long) one.worked(), one.samples() >= ENOUGH);
    }

    /**
     * One more was answered.
     *
     * @param nanos how long the server worked on it
     */
    public void learn(Ask ask, long nanos, long outputTokens) {
        Kind kind = kind(ask);
        known.put(
                kind,
                known.getOrDefault(kind, Estimate.NONE)
                        .plus((double) nanos, (double) outputTokens));
    }

    /** Whether even a quick answer would come too late for whoever asks. */
    boolean isHopeless(Ask ask) {
        Estimate one = estimate(ask);
        if (ask.remaining().isZero()
                || one.samples() < ENOUGH
                || one.quick() <= ask.remaining().toNanos()) {
            return false;
        }
        hopeless++;
        return hopeless % TRY_ONE_OF != 0;
    }

    /** All of it, in the order of models and tools. */
    List<Known> all() {
        return known.entrySet().stream()
                .map(one -> new Known(one.getKey().model(), one.getKey().tool(), one.getValue()))
                .sorted(Comparator.comparing(Known::model).thenComparing(Known::tool))
                .toList();
    }

    /** Where it has learned nothing yet. */
    void remember(List<Known> before) {
        before.stream()
                .limit(MOST_KINDS)
                .forEach(
                        one ->
                                known.putIfAbsent(
                                        new Kind(one.model(), one.tool()), one.estimate()));
    }

    private Estimate estimate(Ask ask) {
        return known.getOrDefault(kind(ask), Estimate.NONE);
    }

    private Kind kind(Ask ask) {
        Kind own = new Kind(ask.model(), ask.tool());
        return known.containsKey(own) || known.size() < MOST_KINDS
                ? own
                : new Kind(ask.model(), "");
    }
}
