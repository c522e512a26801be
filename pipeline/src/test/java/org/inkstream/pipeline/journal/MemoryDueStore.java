package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A due index in memory that a test can look into. */
public final class MemoryDueStore implements DueStore {
    public final Map<String, Entry> entries = new LinkedHashMap<>();

    @Override
    public Future<Void> put(Entry entry) {
        entries.put(entry.id(), entry);
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> plan(Entry entry) {
        return Future.succeededFuture(entries.putIfAbsent(entry.id(), entry) == null);
    }

    @Override
    public Future<List<Entry>> due(Instant now, int limit) {
        return Future.succeededFuture(
                entries.values().stream()
                        .filter(entry -> !entry.dueAt().isAfter(now))
                        .sorted(Comparator.comparing(Entry::dueAt))
                        .limit(limit)
                        .toList());
    }

    @Override
    public Future<Void> remove(String id) {
        entries.remove(id);
        return Future.succeededFuture();
    }
}
