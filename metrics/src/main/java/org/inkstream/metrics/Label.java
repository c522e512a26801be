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
    static final Label OPERATION = atMost(64, "operation");
    static final Label FIELD = atMost(64, "field");

    /** An agent, or what comes after all of them. */
    static final Label PHASE = atMost(33, "phase");

    static final Label PROVIDER = atMost(16, "provider");
    static final Label MODEL = atMost(64, "model");

    /** Inference servers of the models file. */
    static final Label ENDPOINT = atMost(32, "endpoint");

    static final Label ENDPOINT_OUTCOME =
            oneOf(
                    "outcome",
                    "answered",
                    "failed",
                    "overloaded",
                    "over_budget",
                    "refused",
                    "expired",
                    "hopeless",
                    "given_up");
    static final Label BUDGET_SCOPE = oneOf("scope", "day", "month", "collection", "job");
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

    static final Label FIELD_STATE =
            oneOf(
                    "state",
                    "extracted",
                    "inferred",
                    "human",
                    "absent",
                    "not_found",
                    "not_attempted",
                    "failed",
                    "fallback");
    static final Label REVIEW_REASON =
            oneOf(
                    "reason",
                    "missing_important_field",
                    "low_confidence",
                    "ungrounded",
                    "disagreement",
                    "sampling");
    static final Label EVENT_TYPE =
            oneOf(
                    "type",
                    "document.enriched",
                    "document.quality",
                    "cost.recorded",
                    "document.review");
    static final Label NSQ_COMMAND =
            oneOf(
                    "command",
                    "IDENTIFY",
                    "AUTH",
                    "SUB",
                    "RDY",
                    "FIN",
                    "REQ",
                    "TOUCH",
                    "CLS",
                    "PUB",
                    "MPUB",
                    "DPUB");
    static final Label NSQ_EVENT =
            oneOf(
                    "event",
                    "delivered",
                    "redelivered",
                    "finished",
                    "requeued",
                    "touched",
                    "expired",
                    "superseded",
                    "orphaned",
                    "late_word",
                    "refused_word",
                    "lookup_failed");

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
