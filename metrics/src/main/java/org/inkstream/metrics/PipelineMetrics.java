package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleConsumer;

/** Records what becomes of letters. Thread-safe; recording allocates nothing. */
public final class PipelineMetrics {
    private final Family<Counter> sourceRecords;
    private final Family<Counter> deadLetters;
    private final Family<Counter> documents;
    private final Family<Counter> fields;
    private final Family<Counter> missing;
    private final Family<Counter> reviewItems;
    private final Family<Counter> events;
    private final Timer documentSeconds;
    private final Family<Timer> phases;
    private final DoubleConsumer completeness;
    private final DoubleConsumer ocrConfidence;
    private final Counter takeovers;
    private final Family<Counter> reconciled;
    private final Family<Counter> healingPlanned;
    private final Family<Counter> healed;
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final LongAdder timers = new LongAdder();

    PipelineMetrics(Meters meters) {
        sourceRecords = meters.counters(MeterCatalogue.SOURCE_RECORDS);
        deadLetters = meters.counters(MeterCatalogue.DEAD_LETTERS);
        documents = meters.counters(MeterCatalogue.DOCUMENTS);
        fields = meters.counters(MeterCatalogue.FIELDS);
        missing = meters.counters(MeterCatalogue.MISSING_FIELDS);
        reviewItems = meters.counters(MeterCatalogue.REVIEW_ITEMS);
        events = meters.counters(MeterCatalogue.EVENTS);
        documentSeconds = meters.timer(MeterCatalogue.DOCUMENT_SECONDS);
        phases = meters.timers(MeterCatalogue.PHASE_SECONDS);
        ocrConfidence = meters.shares(MeterCatalogue.OCR_CONFIDENCE);
        completeness = meters.shares(MeterCatalogue.COMPLETENESS);
        takeovers = meters.counter(MeterCatalogue.TAKEOVERS);
        reconciled = meters.counters(MeterCatalogue.RECONCILED);
        healingPlanned = meters.counters(MeterCatalogue.HEALING_PLANNED);
        healed = meters.counters(MeterCatalogue.HEALED);
        meters.gauge(MeterCatalogue.IN_FLIGHT, inFlight::sum);
        meters.gauge(MeterCatalogue.WAITING, waiting::sum);
        meters.gauge(MeterCatalogue.TIMERS, timers::sum);
    }

    /**
     * A record from a source is settled.
     *
     * @param outcome {@code done}, {@code retry_later} or {@code parked}
     */
    public void recordSettled(String outcome) {
        sourceRecords.of(outcome).increment();
    }

    /**
     * A record was set aside.
     *
     * @param errorClass wire name of the error class
     */
    public void deadLettered(String errorClass) {
        deadLetters.of(errorClass).increment();
    }

    /** Letters in the air: to be incremented and decremented. */
    public LongAdder inFlight() {
        return inFlight;
    }

    /** Letters that wait: to be incremented and decremented. */
    public LongAdder waiting() {
        return waiting;
    }

    /** Timers of letters and their calls: to be incremented and decremented. */
    public LongAdder timers() {
        return timers;
    }

    public void takenOver() {
        takeovers.increment();
    }

    /**
     * A run that nobody worked on was planned again.
     *
     * @param state in which it was left, {@code open} or {@code parked}
     */
    public void reconciled(String state) {
        reconciled.of(state).increment();
    }

    /** A letter will be healed because this agent is back. */
    public void healingPlanned(String agent) {
        healingPlanned.of(agent).increment();
    }

    /**
     * A healing pass has ended.
     *
     * @param outcome {@code healed} or {@code unchanged}
     */
    public void healed(String outcome) {
        healed.of(outcome).increment();
    }

    /**
     * A letter was scored.
     *
     * @param score completeness, 0 to 1
     */
    public void scored(double score) {
        completeness.accept(score);
    }

    /**
     * @param state wire name of the field state
     * @param count fields of one letter in that state
     */
    public void fields(String state, int count) {
        fields.of(state).increment(count);
    }

    /**
     * A letter has no value for this field that counts.
     *
     * @param field its path in the letter schema
     */
    public void missing(String field) {
        missing.of(field).increment();
    }

    /**
     * A letter was read by an OCR that said how sure it is.
     *
     * @param confidence 0 to 1
     */
    public void ocrConfidence(double confidence) {
        ocrConfidence.accept(confidence);
    }

    /**
     * A letter has a phase behind it.
     *
     * @param phase an agent, or {@code finish}
     */
    public void phase(String phase, Duration took) {
        phases.of(phase).record(took);
    }

    /**
     * @param reason {@code missing_important_field}, {@code low_confidence}, {@code ungrounded},
     *     {@code disagreement} or {@code sampling}
     */
    public void reviewRequested(String reason) {
        reviewItems.of(reason).increment();
    }

    /**
     * @param type such as {@code document.enriched}
     */
    public void announced(String type) {
        events.of(type).increment();
    }

    /**
     * A letter has come to its end.
     *
     * @param outcome {@code published}, {@code needs_review} or {@code dead_lettered}
     * @param took since it was taken
     */
    public void documentEnded(String outcome, Duration took) {
        documents.of(outcome).increment();
        documentSeconds.record(took);
    }
}
