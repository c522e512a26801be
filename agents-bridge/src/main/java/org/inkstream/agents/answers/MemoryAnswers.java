package org.inkstream.agents.answers;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.inkstream.time.Timers;

/** Answers in memory, which end with the process. Not thread-safe. */
public final class MemoryAnswers implements KeptAnswers {
    private final Timers clock;
    private final Duration longest;
    private final int most;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(JsonObject answer, long sinceNanos) {}

    /**
     * @param longest how long an answer is kept
     * @param most answers; the oldest goes first
     */
    public MemoryAnswers(Timers clock, Duration longest, int most) {
        this.clock = clock;
        this.longest = longest;
        this.most = most;
    }

    @Override
    public Future<Optional<JsonObject>> find(String id) {
        forgetOld();
        return Future.succeededFuture(Optional.ofNullable(kept.get(id)).map(Kept::answer));
    }

    @Override
    public Future<Void> keep(String id, String documentId, JsonObject answer) {
        kept.put(id, new Kept(answer, clock.monotonicNanos()));
        forgetOld();
        return Future.succeededFuture();
    }

    private void forgetOld() {
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            Kept next = oldest.next();
            if (kept.size() <= most && clock.since(next.sinceNanos()).compareTo(longest) < 0) {
                return;
            }
            oldest.remove();
        }
    }
}
