package org.inkstream.metrics;

import java.util.Set;

/**
 * A label and its bound: every label has one, because each value costs a time series for ever.
 *
 * @param name as Prometheus sees it
 * @param values all values there are; empty if they are known only while running
 * @param limit how many different values are kept apart; the rest become {@value #OTHER}
 */
public record Label(String name, Set<String> values, int limit) {
    /** What a value beyond the bound becomes. */
    public static final String OTHER = "other";

    static final Label AGENT = atMost(32, "agent");
    static final Label TOOL = atMost(64, "tool");
    static final Label OPERATION = atMost(32, "operation");
    static final Label PROVIDER = atMost(16, "provider");
    static final Label MODEL = atMost(64, "model");
    static final Label ERROR_CLASS =
            oneOf(
                    "error_class",
                    "timeout",
                    "connection",
                    "invalid_data",
                    "authentication",
                    "overloaded",
                    "event_loop",
                    "refused",
                    "unknown");

    public Label {
        values = Set.copyOf(values);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, got " + limit);
        }
    }

    static Label oneOf(String name, String... values) {
        return new Label(name, Set.of(values), values.length);
    }

    static Label atMost(int limit, String name) {
        return new Label(name, Set.of(), limit);
    }

    boolean isOpen() {
        return values.isEmpty();
    }
}
