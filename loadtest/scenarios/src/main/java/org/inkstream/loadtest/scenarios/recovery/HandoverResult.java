package org.inkstream.loadtest.scenarios.recovery;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How workers shared the work while one joined and one left.
 *
 * @param delay from a call to the agent's answer: the slowest call
 * @param once letters that were enriched exactly once
 * @param stored letters in the store in the end
 * @param repeats calls that arrived again
 * @param callsOfStaying answered calls of the worker that stayed
 * @param callsOfJoining answered calls of the worker that joined
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
        long callsOfJoining,
        long callsOfLeaving,
        long inTheAir,
        Duration exit) {
    /** To journal the last answers, to commit, and to close what a process has open. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    List<Claim> claims() {
        Duration patience = delay.plus(CLOSING);
        List<Claim> claims = new ArrayList<>(outcomes());
        claims.add(
                new Claim(
                        exit.compareTo(patience) <= 0,
                        "the worker ends within %d ms of the signal: %d ms"
                                .formatted(patience.toMillis(), exit.toMillis())));
        return claims;
    }

    /** What must hold however slow the machine is. */
    List<Claim> outcomes() {
        return List.of(
                new Claim(
                        callsOfStaying > 0 && callsOfJoining > 0 && callsOfLeaving > 0,
                        "all workers make calls: %d before one left, the one that joined %d, the"
                                        .formatted(callsOfLeaving, callsOfJoining)
                                + " third %d".formatted(callsOfStaying)),
                new Claim(
                        once == letters && stored == letters,
                        "every letter is enriched once: %d of %d, %d stored"
                                .formatted(once, letters, stored)),
                new Claim(
                        repeats == 0,
                        "no call is repeated: %d were, %d were in the air"
                                .formatted(repeats, inTheAir)));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("letters", letters)
                .put("delayMs", delay.toMillis())
                .put("enrichedOnce", once)
                .put("repeats", repeats)
                .put("callsOfStaying", callsOfStaying)
                .put("callsOfJoining", callsOfJoining)
                .put("callsOfLeaving", callsOfLeaving)
                .put("inTheAirAtSignal", inTheAir)
                .put("exitMs", exit.toMillis())
                .put("claims", Claim.toJson(claims()));
    }
}
