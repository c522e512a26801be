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
            Label.FIELD_STATE),
    REVIEW_ITEMS(
            Type.COUNTER,
            "enrichment_review_items_total",
            "letters",
            "Letters sent to review, by reason; a letter may have several",
            Label.REVIEW_REASON),
    REVIEW_QUEUE(
            Type.GAUGE,
            "enrichment_review_queue_size",
            "letters",
            "Letters that wait for a person, of all processes; not a number while unknown"),
    MISSING_FIELDS(
            Type.COUNTER,
            "enrichment_missing_fields_total",
            "fields",
            "Fields of scored letters that have no value that counts, by field",
            Label.FIELD),
    OCR_CONFIDENCE(
            Type.SHARES,
            "enrichment_ocr_confidence",
            "share",
            "How sure the OCR was of each letter, 0 to 1, where it said so"),
    PHASE_SECONDS(
            Type.TIMER,
            "enrichment_phase_seconds",
            "seconds",
            "Of one letter: the first to the last call of an agent, or from there to its end",
            Label.PHASE),
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
    SOURCE_LAG(
            Type.GAUGE,
            "enrichment_source_lag",
            "records",
            "Records that wait in the source, for all processes; not a number while unknown",
            oneOf("source", "kafka", "nsq")),
    NSQ_CHANNEL(
            Type.GAUGE,
            "enrichment_nsq_channel_messages",
            "messages",
            "Messages of our channels that are not waiting: held by somebody, or put off",
            oneOf("state", "in_flight", "deferred")),
    DEAD_LETTERS_KEPT(
            Type.GAUGE,
            "enrichment_dead_letters_kept",
            "records",
            "Dead letters whose bytes the store keeps, until their retention ends"),
    DEAD_LETTERS(
            Type.COUNTER,
            "enrichment_dead_letters_total",
            "records",
            "Records set aside because they could not be taken",
            Label.ERROR_CLASS),
    EVENTS(Type.COUNTER, "enrichment_events_total", "events", "Events announced", Label.EVENT_TYPE),
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
    AGENT_AVAILABLE(
            Type.GAUGE,
            "enrichment_agent_available",
            "state",
            "1 while calls are let through to it, 0 from when one of our breakers opens until it has"
                    + " answered again",
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
    STORE_SHARED(
            Type.COUNTER,
            "enrichment_store_shared_writes_total",
            "writes",
            "Writes in those operations that letters share",
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
    FUSED_TOOLS(
            Type.COUNTER,
            "enrichment_fused_tools_total",
            "tools",
            "Tools that were asked together with others, by whether that served them or they were"
                    + " asked once more, alone",
            Label.TOOL,
            oneOf("outcome", "together", "alone")),
    ENDPOINT_LIMIT(
            Type.GAUGE,
            "enrichment_endpoint_limit",
            "requests",
            "Requests that an endpoint is given at once, as its queue has it now",
            Label.ENDPOINT),
    ENDPOINT_RUNNING(
            Type.GAUGE,
            "enrichment_endpoint_running",
            "requests",
            "Requests that an endpoint works on",
            Label.ENDPOINT),
    ENDPOINT_WAITING(
            Type.GAUGE,
            "enrichment_endpoint_waiting",
            "requests",
            "Requests that wait for their turn at an endpoint, or in its batches",
            Label.ENDPOINT),
    ENDPOINT_BACKLOG(
            Type.GAUGE,
            "enrichment_endpoint_backlog_seconds",
            "seconds",
            "About how long an endpoint will work on what waits for it",
            Label.ENDPOINT),
    ENDPOINT_PAUSED(
            Type.GAUGE,
            "enrichment_endpoint_paused_seconds",
            "seconds",
            "How long an endpoint wants to be left alone from now on",
            Label.ENDPOINT),
    ENDPOINT_UP(
            Type.GAUGE,
            "enrichment_endpoint_up",
            "state",
            "1 if the server answered when it was looked at last, 0 if not",
            Label.ENDPOINT),
    ENDPOINT_REQUESTS(
            Type.COUNTER,
            "enrichment_endpoint_requests_total",
            "requests",
            "Requests that ended at the queue of an endpoint, by how",
            Label.ENDPOINT,
            Label.ENDPOINT_OUTCOME),
    ENDPOINT_WAIT(
            Type.TIMER,
            "enrichment_endpoint_wait_seconds",
            "seconds",
            "How long requests waited for their turn at an endpoint, by class of priority",
            Label.ENDPOINT,
            oneOf("priority", "high", "normal", "low")),
    ENDPOINT_SWAPS(
            Type.COUNTER,
            "enrichment_endpoint_swaps_total",
            "swaps",
            "Times that one model took the place of another on an endpoint",
            Label.ENDPOINT),
    MODEL_RESIDENT(
            Type.GAUGE,
            "enrichment_endpoint_model_resident",
            "state",
            "1 for the model that an endpoint has loaded for us, where models are swapped",
            Label.ENDPOINT,
            Label.MODEL),
    MODELS_LOADED(
            Type.GAUGE,
            "enrichment_endpoint_models_loaded",
            "models",
            "Models that a server says it has loaded, where it says so",
            Label.ENDPOINT),
    GPU_SECONDS(
            Type.COUNTER,
            "enrichment_gpu_seconds_total",
            "seconds",
            "Time in which a server of our own had work of ours, shared among the models at work",
            Label.ENDPOINT,
            Label.MODEL),
    PROMPT_TOKENS(
            Type.COUNTER,
            "enrichment_prompt_tokens_total",
            "tokens",
            "Tokens of prompts, where a server tells which of them it had read before",
            Label.ENDPOINT,
            Label.MODEL,
            oneOf("prefix", "hit", "read")),
    API_QUOTA(
            Type.GAUGE,
            "enrichment_api_quota_used",
            "share",
            "Used share of a limit of a remote API, 0 to 1, as it told and as we sent since",
            Label.ENDPOINT,
            oneOf("counted", "requests", "tokens", "input_tokens", "output_tokens")),
    BUDGET_LIMIT(
            Type.GAUGE,
            "enrichment_budget_limit_usd",
            "US dollars",
            "Budget of the day, the month, and the fullest of collections and of jobs",
            Label.BUDGET_SCOPE),
    BUDGET_SPENT(
            Type.GAUGE,
            "enrichment_budget_spent_usd",
            "US dollars",
            "What is spent of it",
            Label.BUDGET_SCOPE),
    BUDGET_LEFT(
            Type.GAUGE,
            "enrichment_budget_left_usd",
            "US dollars",
            "What is neither spent nor set aside for calls in the air",
            Label.BUDGET_SCOPE),
    BUDGET_PERCENTAGE(
            Type.GAUGE,
            "enrichment_budget_percentage_used",
            "percent",
            "What is spent of it, in percent: 100 is all of it",
            Label.BUDGET_SCOPE),
    BUDGET_REFUSALS(
            Type.COUNTER,
            "enrichment_budget_refusals_total",
            "calls",
            "Calls that were not made because a budget had not enough left, by which",
            oneOf("scope", "day", "month", "collection", "job", "run")),
    NSQ_COMMANDS(
            Type.COUNTER,
            "enrichment_nsq_commands_total",
            "commands",
            "Commands to nsqd, by what became of them; unknown means that the connection ended first",
            Label.NSQ_COMMAND,
            oneOf("outcome", "done", "refused", "too_late", "unknown")),
    NSQ_CONNECTIONS(
            Type.GAUGE,
            "enrichment_nsq_connections",
            "connections",
            "Connections to nsqd that are open and greeted"),
    NSQ_CONNECTS(
            Type.COUNTER,
            "enrichment_nsq_connects_total",
            "attempts",
            "Attempts to connect to an nsqd, by how they ended",
            oneOf("outcome", "connected", "failed")),
    NSQ_HEARTBEATS_MISSED(
            Type.COUNTER,
            "enrichment_nsq_heartbeats_missed_total",
            "heartbeats",
            "Heartbeats of nsqd that did not come; after two the connection is ended"),
    NSQ_MESSAGES(
            Type.COUNTER,
            "enrichment_nsq_messages_total",
            "messages",
            "What became of messages from nsqd: expired, superseded and orphaned ones come again",
            Label.NSQ_EVENT),
    JOBS_RUNNING(
            Type.GAUGE, "enrichment_jobs_running", "jobs", "Jobs that run, as coordinators see it"),
    JOB_LETTERS_WAITING(
            Type.GAUGE,
            "enrichment_job_letters_waiting",
            "letters",
            "Letters of running jobs that have not ended"),
    JOB_CHANGES(
            Type.COUNTER,
            "enrichment_job_changes_total",
            "jobs",
            "Jobs that came to a status",
            oneOf("status", "creating", "running", "cancelled", "finished")),
    JOB_LETTERS(
            Type.COUNTER,
            "enrichment_job_letters_total",
            "letters",
            "Letters of jobs that this coordinator saw to end, by how; one may be seen twice",
            oneOf("outcome", "success", "review", "error", "cancelled", "waiting")),
    JOB_TASKS(
            Type.COUNTER,
            "enrichment_job_tasks_total",
            "tasks",
            "Tasks of jobs that were published, for the first time or again",
            oneOf("kind", "first", "again")),
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
