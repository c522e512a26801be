package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.journal.DueStore.Entry;

/** The {@code due} collection. */
final class DueTable {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    boolean put(Entry entry) {
        entries.put(entry.id(), entry);
        return true;
    }

    boolean plan(Entry entry) {
        return entries.putIfAbsent(entry.id(), entry) == null;
    }

    List<Entry> due(Instant now, int limit) {
        return entries.values().stream()
                .filter(entry -> !entry.dueAt().isAfter(now))
                .sorted(Comparator.comparing(Entry::dueAt))
                .limit(limit)
                .toList();
    }

    boolean remove(String id) {
        return entries.remove(id) != null;
    }

    boolean has(String id) {
        return entries.containsKey(id);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
