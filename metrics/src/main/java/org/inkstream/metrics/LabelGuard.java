package org.inkstream.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Keeps every label within its bound. Thread-safe; asked once per new value, never per call. */
final class LabelGuard {
    private final Map<String, Set<String>> admitted = new HashMap<>();

    /** The value itself while the bound allows it, else {@link Label#OTHER}. */
    synchronized String admit(Label label, String value) {
        if (!label.isOpen()) {
            return label.values().contains(value) ? value : Label.OTHER;
        }
        // By name, not by meter: the same agent is then shown by all meters or by none.
        Set<String> known = admitted.computeIfAbsent(label.name(), name -> new HashSet<>());
        if (known.contains(value)) {
            return value;
        }
        return known.size() < label.limit() && known.add(value) ? value : Label.OTHER;
    }
}
