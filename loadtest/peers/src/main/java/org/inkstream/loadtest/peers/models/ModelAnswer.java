package org.inkstream.loadtest.peers.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model says to one request.
 *
 * @param number of the request, which makes the ids in the answer
 * @param thinking said before the text, empty for none
 */
public record ModelAnswer(
        int number,
        String model,
        String thinking,
        String text,
        Stop stop,
        TokenCounts counts,
        ModelTimes times) {
    private static final int PIECE_CHARS = 16;
    private static final int OTHER = 987_654_321;

    /** Why the model stopped. */
    public enum Stop {
        END,
        LENGTH,
        REFUSAL
    }

    /** Another text, counted anew. */
    ModelAnswer text(String other) {
        TokenCounts now =
                new TokenCounts(
                        counts.input(),
                        counts.cacheRead(),
                        counts.cacheWrite5m(),
                        counts.cacheWrite1h(),
                        TokenCounts.tokens(other) + counts.reasoning(),
                        counts.reasoning());
        return new ModelAnswer(number, model, thinking, other, stop, now, times);
    }

    ModelAnswer stop(Stop other) {
        return new ModelAnswer(number, model, thinking, text, other, counts, times);
    }

    ModelAnswer counts(TokenCounts other) {
        return new ModelAnswer(number, model, thinking, text, stop, other, times);
    }

    ModelAnswer taking(Duration service) {
        return times(times.taking(service));
    }

    ModelAnswer taking(Duration reading, Duration writing) {
        return times(new ModelTimes(times.waited(), times.load(), reading, writing));
    }

    private ModelAnswer times(ModelTimes other) {
        return new ModelAnswer(number, model, thinking, text, stop, counts, other);
    }

    /** Thinks aloud before the text, which is counted as output. */
    ModelAnswer thinking(String aloud) {
        long reasoning = TokenCounts.tokens(aloud);
        TokenCounts now =
                new TokenCounts(
                        counts.input(),
                        counts.cacheRead(),
                        counts.cacheWrite5m(),
                        counts.cacheWrite1h(),
                        counts.output() - counts.reasoning() + reasoning,
                        reasoning);
        return new ModelAnswer(number, model, aloud, text, stop, now, times);
    }

    /** The answer to somebody else's request. */
    ModelAnswer ofAnother() {
        return new ModelAnswer(OTHER, "another-model", thinking, text, stop, counts, times);
    }

    /** A text as it comes out, a few characters at a time. */
    public static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + PIECE_CHARS);
            // Half of a pair is no character.
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
