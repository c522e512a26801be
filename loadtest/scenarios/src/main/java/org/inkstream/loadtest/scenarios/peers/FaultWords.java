package org.inkstream.loadtest.scenarios.peers;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.inkstream.loadtest.peers.gpu.FaultOdds;

/** Reads what a command says about faults: one share for all, or a share for each by name. */
final class FaultWords {
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final Map<String, BiFunction<FaultOdds, Double, FaultOdds>> NAMED =
            Map.of(
                    "error", (odds, share) -> odds.serverError(share),
                    "reset", (odds, share) -> odds.reset(share),
                    "stall", (odds, share) -> odds.stall(share),
                    "truncated", (odds, share) -> odds.truncated(share),
                    "invalid", (odds, share) -> odds.invalid(share),
                    "length", (odds, share) -> odds.length(share),
                    "partial", (odds, share) -> odds.partial(share),
                    "stalled-seconds", FaultWords::stalled);

    private FaultWords() {}

    /**
     * @param words {@code 0.05}, or {@code reset=0.02,stall=0.01,stalled-seconds=20}; empty for
     *     none
     * @throws IllegalArgumentException if they are none of that; the message says why
     */
    static FaultOdds read(String words) {
        if (words.isBlank()) {
            return FaultOdds.NONE;
        }
        if (!words.contains("=")) {
            return FaultOdds.evenly(number("--faults", words), STALLED);
        }
        FaultOdds odds = FaultOdds.NONE.stalled(STALLED);
        for (String word : words.split(",")) {
            String[] pair = word.split("=", 2);
            BiFunction<FaultOdds, Double, FaultOdds> named = NAMED.get(pair[0].strip());
            if (named == null || pair.length < 2) {
                throw new IllegalArgumentException(
                        "--faults knows error, reset, stall, truncated, invalid, length, partial"
                                + " and stalled-seconds, got "
                                + word);
            }
            odds = named.apply(odds, number(pair[0], pair[1]));
        }
        return odds;
    }

    private static FaultOdds stalled(FaultOdds odds, double seconds) {
        return odds.stalled(Duration.ofMillis((long) (seconds * 1_000)));
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(name + " must be a number, got " + text, noNumber);
        }
    }
}
