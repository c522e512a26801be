package org.inkstream.app.enrich;

import java.time.Duration;
import java.util.Locale;

/** Draws a {@link Progress}. Pure. */
final class ProgressBar {
    private static final int MAX_BAR = 30;
    private static final int MIN_BAR = 5;

    private ProgressBar() {}

    /** One line of at most {@code width} columns for a terminal. */
    static String bar(Progress progress, int width) {
        String facts = facts(progress);
        int room = Math.min(MAX_BAR, width - facts.length() - 3);
        if (room < MIN_BAR) {
            return facts.substring(0, Math.min(width, facts.length()));
        }
        int full = progress.total() == 0 ? 0 : room * progress.ended() / progress.total();
        return "[" + "#".repeat(full) + ".".repeat(room - full) + "] " + facts;
    }

    /** The same without a bar, for logs and pipes. */
    static String line(Progress progress) {
        return "enriching: " + facts(progress);
    }

    private static String facts(Progress progress) {
        StringBuilder facts =
                new StringBuilder()
                        .append(progress.enriched())
                        .append('/')
                        .append(progress.total())
                        .append(" done, ")
                        .append(progress.running())
                        .append(" running, ")
                        .append(progress.failed())
                        .append(" failed");
        if (progress.rate() > 0) {
            facts.append(String.format(Locale.ROOT, ", %.1f/s", progress.rate()));
            if (progress.ended() < progress.total()) {
                facts.append(", ").append(rough(progress.left())).append(" left");
            }
        }
        return facts.toString();
    }

    /** A duration as people say it: {@code 40 s}, {@code 12 min}, {@code 3 h 05 min}. */
    static String rough(Duration duration) {
        long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 60
                ? minutes + " min"
                : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
}
