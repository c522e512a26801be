package org.inkstream.metrics;

import static org.inkstream.metrics.Label.atMost;
import static org.inkstream.metrics.Label.oneOf;

import java.util.List;

/** Every meter of Inkstream: its name for Prometheus, its unit, what it tells, and its labels. */
public enum MeterCatalogue {
    DOCUMENTS(
            Type.COUNTER,
            "enrichment_documents_total",
            "letters",
            "Letters that ended, by how",
            oneOf("outcome", "published", "needs_review", "dead_lettered")),
    DOCUMENT_SECONDS(
            Type.TIMER,
            "enrichment_document_seconds",
            "seconds",
            "From taking a letter to its end, waiting included"),
    COMPLETENESS(
            Type.SHARES,
            "enrichment_completeness_score",
            "share",
            "Completeness score of each letter, 0 to 1"),
    FIELDS(
            Type.COUNTER,
            "enrichment_fields_total",
            "fields",
            "Fields of scored letters, by state",
            oneOf(
                    "state",
                    "extracted",
                    "inferred",
                    "human",
                    "absent",
                    "not_found",
                    "not_attempted",
                    "failed",
                    "fallback")),
    REVIEW_ITEMS(
            Type.COUNTER,
            "enrichment_review_items_total",
            "letters",
            "Letters sent to review, by reason; a letter may have several",
            oneOf(
                    "reason",
                    "missing_important_field",
                    "low_confidence",
                    "ungrounded",
                    "disagreement",
                    "sampling")),
    IN_FLIGHT(Type.GAUGE, "enrichment_in_flight", "letters", "Letters in the air in this process"),
    WAITING(
            Type.GAUGE,
            "enrichment_waiting",
            "letters",
            "Letters that wait for another owner or a later try"),
    TIMERS(
            Type.GAUGE,
            "enrichment_timers",
            "timers",
            "Timers of letters and their calls that are set; none while nothing is in the air"),
    TAKEOVERS(
            Type.COUNTER,
            "enrichment_takeovers_total",
            "runs",
            "Runs taken over from an owner that died"),
    RECONCILED(
            Type.COUNTER,
            "enrichment_reconciled_total",
            "runs",
            "Runs that nobody worked on and that were planned again, by the state they were left in",
            oneOf("state", "open", "parked")),
    HEALING_PLANNED(
            Type.COUNTER,
            "enrichment_healing_planned_total",
            "letters",
            "Letters planned for healing because their agent is back",
            Label.AGENT),
    HEALED(
            Type.COUNTER,
            "enrichment_healed_total",
            "letters",
            "Healing passes that ended, by whether the letter got better",
            oneOf("outcome", "healed", "unchanged")),
    SOURCE_RECORDS(
            Type.COUNTER,
            "enrichment_source_records_total",
            "records",
            "Records read from a source, by what became of them",
            oneOf("outcome", "done", "retry_later", "parked")),
    DEAD_LETTERS(
            Type.COUNTER,
            "enrichment_dead_letters_total",
            "records",
            "Records set aside because they could not be taken",
            Label.ERROR_CLASS),
    EVENTS(
            Type.COUNTER,
            "enrichment_events_total",
            "events",
            "Events announced",
            oneOf(
                    "type",
                    "document.enriched",
                    "document.quality",
                    "cost.recorded",
                    "document.review")),
    TOOL_CALLS(
            Type.COUNTER,
            "enrichment_tool_calls_total",
            "calls",
            "Tool calls that ended, with all their attempts, by how",
            Label.TOOL,
            oneOf("outcome", "actual", "fallback", "cached", "failed", "not_attempted")),
    AGENT_RESPONSE(
            Type.TIMER,
            "enrichment_agent_response_seconds",
            "seconds",
            "Time to the answer of one attempt that was answered",
            Label.AGENT,
            Label.TOOL),
    AGENT_ERRORS(
            Type.COUNTER,
            "enrichment_agent_errors_total",
            "attempts",
            "Attempts that failed",
            Label.AGENT,
            Label.ERROR_CLASS),
    RETRIES(
            Type.COUNTER,
            "enrichment_retries_total",
            "attempts",
            "Attempts after the first",
            Label.AGENT),
    LATE_ANSWERS(
            Type.COUNTER,
            "enrichment_late_answers_total",
            "answers",
            "Answers to attempts that had been given up; counted, never used",
            Label.AGENT),
    BREAKER_STATE(
            Type.GAUGE,
            "enrichment_breaker_state",
            "state",
            "0 closed, 1 trying again, 2 open; the worst of this process",
            Label.AGENT),
    STORE_OPERATIONS(
            Type.COUNTER,
            "enrichment_store_operations_total",
            "operations",
            "Operations of the store",
            Label.OPERATION,
            oneOf("outcome", "succeeded", "failed")),
    STORE_SECONDS(
            Type.TIMER,
            "enrichment_store_seconds",
            "seconds",
            "Time of one store operation, acknowledgement included",
            Label.OPERATION),
    JOURNAL_WRITES(
            Type.COUNTER,
            "enrichment_journal_writes_total",
            "writes",
            "Bundled writes of the journal"),
    JOURNAL_CHANGES(
            Type.COUNTER,
            "enrichment_journal_changes_total",
            "runs",
            "Changed runs in those writes"),
    JOURNAL_FENCED(
            Type.COUNTER,
            "enrichment_journal_fenced_total",
            "runs",
            "Runs dropped because another process had taken them over"),
    COST(
            Type.COUNTER,
            "enrichment_cost_usd_total",
            "US dollars",
            "What model calls cost",
            Label.PROVIDER,
            Label.MODEL),
    COST_UNPRICED(
            Type.COUNTER,
            "enrichment_cost_unpriced_total",
            "calls",
            "Model calls whose price is not listed: the cost is at least that much too low",
            Label.PROVIDER,
            Label.MODEL),
    TOKENS(
            Type.COUNTER,
            "enrichment_tokens_total",
            "tokens",
            "What model calls used; the classes do not overlap",
            Label.PROVIDER,
            Label.MODEL,
            oneOf("token_class", "input", "output", "cache_read", "cache_write")),
    LOOP_LAG(
            Type.TIMER,
            "enrichment_loop_lag_seconds",
            "seconds",
            "How late event loops run what is due"),
    BUILD_INFO(
            Type.INFO,
            "inkstream_build_info",
            "none",
            "Which build runs",
            atMost(1, "version"),
            atMost(1, "java"));

    /** What kind of meter it is. */
    public enum Type {
        COUNTER,
        /** A current value. */
        GAUGE,
        /** Durations with buckets, in seconds. */
        TIMER,
        /** Shares with buckets. */
        SHARES,
        /** Constant 1; the labels tell. */
        INFO
    }

    private final Type type;
    private final String meterName;
    private final String unit;
    private final String help;

    // An unmodifiable list of immutable records; the checker cannot see that.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Label> labels;

    MeterCatalogue(Type type, String meterName, String unit, String help, Label... labels) {
        this.type = type;
        this.meterName = meterName;
        this.unit = unit;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Type type() {
        return type;
    }

    /** The name in the scrape; timers and shares add {@code _bucket}, {@code _sum}, … to it. */
    public String meterName() {
        return meterName;
    }

    public String unit() {
        return unit;
    }

    public String help() {
        return help;
    }

    public List<Label> labels() {
        return labels;
    }
}
