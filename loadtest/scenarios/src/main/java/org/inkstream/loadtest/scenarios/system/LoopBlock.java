package org.inkstream.loadtest.scenarios.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One handler that kept an event loop for long.
 *
 * @param seenAt when it had been seen to be over
 * @param took at least, by the clock
 * @param worked at most, by the thread's processor time and by the clock
 * @param cause why it took so long
 * @param where the loop was when it had taken too long: the innermost frames
 */
public record LoopBlock(Instant seenAt, Duration took, Duration worked, Cause cause, String where) {
    /** Why a handler took long. */
    public enum Cause {
        /** It worked for longer than the limit. */
        WORK,
        /** It waited for a lock, for time or for another thread. */
        WAIT,
        /** A collection of garbage stopped all threads meanwhile. */
        GARBAGE,
        /** The operating system had given the processor to somebody else. */
        AWAY
    }

    private static final String WORD = "loop-block";
    private static final int PARTS = 6;
    private static final double NANOS_PER_MILLI = 1e6;

    /** One line of output, which {@link #of} reads. */
    String line() {
        return String.join(
                " ",
                List.of(
                        WORD,
                        Long.toString(seenAt.toEpochMilli()),
                        Long.toString(took.toNanos() / 1_000),
                        Long.toString(worked.toNanos() / 1_000),
                        cause.name(),
                        where.isEmpty() ? "-" : where));
    }

    /** What a line says, if it is one of {@link #line}. */
    static Optional<LoopBlock> of(String line) {
        String[] parts = line.split(" ", PARTS);
        if (parts.length < PARTS || !WORD.equals(parts[0])) {
            return Optional.empty();
        }
        return Optional.of(
                new LoopBlock(
                        Instant.ofEpochMilli(Long.parseLong(parts[1])),
                        micros(parts[2]),
                        micros(parts[3]),
                        Cause.valueOf(parts[4]),
                        parts[5]));
    }

    private static Duration micros(String number) {
        return Duration.ofNanos(Long.parseLong(number) * 1_000);
    }

    /** Whether the product is at fault, and not the machine. */
    public boolean isOurs() {
        return cause == Cause.WORK || cause == Cause.WAIT;
    }

    /** For people. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%.1f ms (%.1f at work, %s) in %s",
                took.toNanos() / NANOS_PER_MILLI,
                worked.toNanos() / NANOS_PER_MILLI,
                cause.name().toLowerCase(Locale.ROOT),
                where);
    }
}
