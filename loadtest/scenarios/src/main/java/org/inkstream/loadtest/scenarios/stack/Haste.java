package org.inkstream.loadtest.scenarios.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of Prometheus and Alertmanager for somebody who has no time: whatever is waited for (the
 * intervals of scrapes, evaluations and messages, and {@code for} of alerts) takes a share of what
 * it takes in the files, and a second at least. Expressions and their windows stay as they are.
 *
 * @param factor by which waits are shorter, 1 or more
 */
record Haste(int factor) {
    private static final Set<String> WAITS =
            Set.of(
                    "scrape_interval",
                    "scrape_timeout",
                    "evaluation_interval",
                    "refresh_interval",
                    "for",
                    "keep_firing_for",
                    "group_wait",
                    "group_interval",
                    "repeat_interval");

    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhd])");

    Haste {
        if (factor < 1) {
            throw new IllegalArgumentException("factor must be at least 1, got " + factor);
        }
    }

    /** The same tree of mappings and lists with shorter waits. */
    Object shortened(Object value) {
        if (value instanceof Map<?, ?> mapping) {
            Map<Object, Object> shortened = new LinkedHashMap<>();
            mapping.forEach(
                    (key, member) ->
                            shortened.put(
                                    key,
                                    WAITS.contains(key) && member instanceof String wait
                                            ? shortened(wait)
                                            : shortened(member)));
            return shortened;
        }
        if (value instanceof List<?> list) {
            List<Object> shortened = new ArrayList<>();
            list.forEach(member -> shortened.add(shortened(member)));
            return shortened;
        }
        return value;
    }

    private String shortened(String wait) {
        long seconds = read(wait).toSeconds() / factor;
        return Math.max(1, seconds) + "s";
    }

    /** A duration as these files have it, such as {@code 1h30m}. */
    static Duration read(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration");
        }
        return sum;
    }

    private static Duration unit(String word) {
        return switch (word) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
