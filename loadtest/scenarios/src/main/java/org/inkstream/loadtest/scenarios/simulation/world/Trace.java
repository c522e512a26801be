package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.function.Consumer;

/** What happened in a world, as one number, and as lines for whoever wants to read them. */
final class Trace {
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    private final Consumer<String> lines;
    private final boolean told;
    private long hash = 1;
    private long events;

    private Trace(Consumer<String> lines, boolean told) {
        this.lines = lines;
        this.told = told;
    }

    static Trace silent() {
        return new Trace(line -> {}, false);
    }

    static Trace into(Consumer<String> lines) {
        return new Trace(lines, true);
    }

    void add(long nowNanos, String who, String what, String detail) {
        events++;
        mix(nowNanos);
        mix(who.hashCode());
        mix(what.hashCode());
        mix(detail.hashCode());
        if (told) {
            lines.accept("%12.3f ms  %-5s %-20s %s".formatted(nowNanos / 1e6, who, what, detail));
        }
    }

    private void mix(long value) {
        hash = Long.rotateLeft((hash ^ value) * PRIME, 29);
    }

    /** The same for the same events in the same order. */
    long hash() {
        return hash;
    }

    long events() {
        return events;
    }
}
