package org.inkstream.app.enrich;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;

/** A service that enriches at once whatever it is not told to keep, bury or break on. */
final class ScriptedRun implements EnrichmentRun {
    final List<String> publishedNow = new ArrayList<>();
    final List<RunEvent> topics;
    final Map<String, String> buries = new TreeMap<>();
    final List<String> keepsUntilClosed = new ArrayList<>();
    final List<String> breaksOn = new ArrayList<>();
    int mostAtOnce;
    boolean closed;

    private final VirtualTimers timers = new VirtualTimers();
    private final Map<String, String> kept = new TreeMap<>();
    private final int window;
    private Consumer<RunEvent> listener = event -> {};

    /**
     * @param topics what outlives the process
     */
    ScriptedRun(List<RunEvent> topics, int window) {
        this.topics = topics;
        this.window = window;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public String revision() {
        return "r1";
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public Future<Void> start(Consumer<RunEvent> told) {
        listener = told;
        List.copyOf(topics).forEach(told);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> publish(Letter letter, String runId) {
        String id = letter.documentId();
        publishedNow.add(id);
        tell(new RunEvent.Published(id, runId));
        if (breaksOn.contains(id)) {
            return Future.failedFuture("the broker is gone");
        }
        if (buries.containsKey(id)) {
            tell(new RunEvent.Buried(id, buries.getOrDefault(id, "")));
        } else if (keepsUntilClosed.contains(id)) {
            kept.put(id, runId);
            mostAtOnce = Math.max(mostAtOnce, kept.size());
        } else {
            enrich(id, runId);
        }
        return Future.succeededFuture();
    }

    @Override
    public void close() {
        closed = true;
        kept.forEach(this::enrich);
        kept.clear();
    }

    private void enrich(String id, String runId) {
        tell(announced(id, runId));
    }

    /** Told twice, as a service may that was killed before it closed the run. */
    void tell(RunEvent event) {
        topics.add(event);
        listener.accept(event);
        if (event instanceof RunEvent.Announced) {
            listener.accept(event);
        }
    }

    static RunEvent.Announced announced(String id, String runId) {
        return new RunEvent.Announced(
                "event-" + runId,
                EventType.DOCUMENT_ENRICHED.cloudEventsType(),
                id,
                "2026-01-01T00:00:00Z",
                new JsonObject()
                        .put("documentId", id)
                        .put("runId", runId)
                        .put(
                                "quality_metrics",
                                new JsonObject()
                                        .put("completeness_score", 0.8)
                                        .put("verdict", "publish")));
    }
}
