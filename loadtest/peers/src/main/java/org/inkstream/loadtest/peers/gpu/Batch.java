package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Sequences that one model works on together. An iteration reads up to {@code chunk} tokens of
 * prompts, first come first served, and writes one token for each sequence that decodes; it takes
 * {@code step(b) + read/prefillRate}. Between events b is constant, so that tokens flow evenly and
 * the next event is a division away. All that decode advance together: one count of tokens serves
 * them all, and each knows at what count it stops.
 */
final class Batch {
    /** Less than this part of a token is rounding, never work. */
    static final double ALMOST = 1e-5;

    private final ModelSpec model;
    private final int chunk;
    private final Ledger ledger;
    private final Listener listener;
    private final Deque<Sequence> reading = new ArrayDeque<>();
    private final PriorityQueue<Sequence> decoding =
            new PriorityQueue<>(
                    Comparator.<Sequence>comparingDouble(sequence -> sequence.leaves)
                            .thenComparingLong(sequence -> sequence.work.number));
    private double count;
    private double alarm = Double.POSITIVE_INFINITY;

    /** Who is told what a batch has come to. */
    interface Listener {
        /** The prompt has been read; the batch decodes it unless it is taken out. */
        void read(Sequence sequence);

        /** It has come to its stop, and is out of the batch. */
        void stopped(Sequence sequence);

        /** As many tokens have been written as {@link Batch#alarmAfter} said. */
        void alarmed();
    }

    Batch(ModelSpec model, int chunk, Ledger ledger, Listener listener) {
        this.model = model;
        this.chunk = chunk;
        this.ledger = ledger;
        this.listener = listener;
    }

    boolean active() {
        return !reading.isEmpty() || !decoding.isEmpty();
    }

    int decoders() {
        return decoding.size();
    }

    Stream<Sequence> sequences() {
        return Stream.concat(reading.stream(), decoding.stream());
    }

    /** Whose prompts are being read, in order. */
    Collection<Sequence> reading() {
        return reading;
    }

    /** Tokens that wait to be read. */
    double backlog() {
        double tokens = 0;
        for (Sequence sequence : reading) {
            tokens += sequence.toRead;
        }
        return tokens;
    }

    void read(Sequence sequence, int tokens) {
        sequence.toRead = tokens;
        sequence.phase = Sequence.Phase.PREFILL;
        reading.add(sequence);
    }

    void decode(Sequence sequence) {
        sequence.phase = Sequence.Phase.DECODE;
        sequence.entered = count;
        sequence.leaves = count + sequence.stop - sequence.produced;
        decoding.add(sequence);
    }

    void remove(Sequence sequence) {
        if (sequence.phase == Sequence.Phase.PREFILL) {
            reading.remove(sequence);
        } else if (sequence.phase == Sequence.Phase.DECODE) {
            decoding.remove(sequence);
            bringUpToDate(sequence);
        }
        sequence.phase = Sequence.Phase.OUTSIDE;
    }

    /** What it has produced by now, while it stays where it is. */
    void bringUpToDate(Sequence sequence) {
        if (sequence.phase == Sequence.Phase.DECODE) {
            sequence.produced += count - sequence.entered;
            sequence.entered = count;
        }
    }

    void alarmAfter(double tokensEach) {
        alarm = count + tokensEach;
    }

    /** Nanoseconds until something happens if the batch has the card for itself. */
    double untilNext() {
        double iteration = iterationNanos();
        double next = Double.POSITIVE_INFINITY;
        if (!reading.isEmpty()) {
            next = reading.element().toRead * iteration / chunk;
        }
        if (!decoding.isEmpty()) {
            double tokens = Math.min(decoding.element().leaves, alarm) - count;
            next = Math.min(next, tokens * iteration);
        }
        return Math.max(0, next);
    }

    /**
     * @param nanos of the card's time
     */
    void pass(double nanos) {
        if (!active()) {
            return;
        }
        double iterations = nanos / iterationNanos();
        if (!reading.isEmpty()) {
            Sequence first = reading.element();
            double tokens = Math.min(first.toRead, iterations * chunk);
            first.toRead -= tokens;
            ledger.read(tokens);
        }
        if (!decoding.isEmpty()) {
            count += iterations;
            ledger.wrote(iterations * decoding.size());
        }
    }

    /** Tells what is due. */
    void happen() {
        while (!reading.isEmpty() && reading.element().toRead <= ALMOST) {
            Sequence read = reading.remove();
            ledger.read(read.toRead);
            read.toRead = 0;
            decode(read);
            listener.read(read);
        }
        while (!decoding.isEmpty() && decoding.element().leaves <= count + ALMOST) {
            Sequence stopped = decoding.remove();
            stopped.phase = Sequence.Phase.OUTSIDE;
            // Exactly the tokens of the stop, so that no rounding adds up.
            ledger.wrote(stopped.leaves - count);
            stopped.produced = stopped.stop;
            listener.stopped(stopped);
        }
        if (alarm <= count + ALMOST) {
            alarm = Double.POSITIVE_INFINITY;
            listener.alarmed();
        }
    }

    private double iterationNanos() {
        double step = model.step().millis(decoding.size()) * Nanos.PER_MILLI;
        return reading.isEmpty()
                ? step
                : step + chunk / model.prefillTokensPerSecond() * Nanos.PER_SECOND;
    }
}
