package org.inkstream.loadtest.scenarios.recovery;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * How two workers shared the work and one left.
 *
 * @param delay from a call to the agent's answer: the slowest call
 * @param once letters that were enriched exactly once
 * @param stored letters in the store in the end
 * @param repeats calls that arrived again
 * @param callsOfStaying answered calls of the worker that stayed
 * @param callsOfLeaving answered calls of the worker that left, before it was asked to
 * @param inTheAir calls of both when one was asked to end
 * @param exit from the signal to the end of the process
 */
record HandoverResult(
        int letters,
        Duration delay,
        long once,
        int stored,
        long repeats,
        long callsOfStaying,
        long callsOfLeaving,
        long inTheAir,
        Duration exit) {
    /** Calls depend on each other four deep, and a process takes a moment to close what it has. */
    private static final int DEPTH = 4;

    private static final Duration CLOSING = Duration.ofSeconds(6);

    List<Claim> claims() {
        Duration patience = delay.multipliedBy(DEPTH).plus(CLOSING);
        return List.of(
                new Claim(
                        callsOfStaying > 0 && callsOfLeaving > 0,
                        "both workers make calls: %d before one left, the other %d"
                                .formatted(callsOfLeaving, callsOfStaying)),
                new Claim(
                        once == letters && stored == letters,
                        "every letter is enriched once: %d of %d, %d stored"
                                .formatted(once, letters, stored)),
                new Claim(
                        repeats == 0,
                        "no call is repeated: %d were, %d were in the air"
                                .formatted(repeats, inTheAir)),
                new Claim(
                        exit.compareTo(patience) <= 0,
                        "the worker ends within %d ms of the signal: %d ms"
                                .formatted(patience.toMillis(), exit.toMillis())));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("letters", letters)
                .put("delayMs", delay.toMillis())
                .put("enrichedOnce", once)
                .put("repeats", repeats)
                .put("callsOfStaying", callsOfStaying)
                .put("callsOfLeaving", callsOfLeaving)
                .put("inTheAirAtSignal", inTheAir)
                .put("exitMs", exit.toMillis())
                .put("claims", Claim.toJson(claims()));
    }
}
