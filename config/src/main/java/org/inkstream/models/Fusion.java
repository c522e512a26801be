package org.inkstream.models;

import java.time.Duration;
import java.util.List;

/**
 * Which tools are asked together, in one call of their model for one document. Immutable.
 *
 * @param groups of two tools or more, none in two of them; empty if each is asked alone
 * @param linger how long a tool waits for the others of its group at most
 */
public record Fusion(List<List<String>> groups, Duration linger) {
    /** Long for calls that become ready together, short beside any answer of a model. */
    public static final Duration USUAL_LINGER = Duration.ofMillis(50);

    /** Each tool is asked alone. */
    public static final Fusion NONE = new Fusion(List.of(), USUAL_LINGER);

    public Fusion {
        groups = groups.stream().map(List::copyOf).toList();
        if (linger.isNegative() || linger.isZero()) {
            throw new IllegalArgumentException("linger must be longer than 0ms, got " + linger);
        }
    }

    public boolean isNone() {
        return groups.isEmpty();
    }

    /** The tools of this one's group in the order of the group, itself among them; or none. */
    public List<String> groupOf(String tool) {
        return groups.stream().filter(group -> group.contains(tool)).findFirst().orElse(List.of());
    }
}
