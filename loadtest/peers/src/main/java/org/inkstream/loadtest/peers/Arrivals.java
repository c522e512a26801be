package org.inkstream.loadtest.peers;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts which calls arrived and how often. Owned by one event loop. */
final class Arrivals {
    private final Map<String, Integer> byKey = new LinkedHashMap<>();
    private long total;
    private int inTheAir;
    private int maxInTheAir;

    /**
     * @param key the call's idempotency key and tool
     */
    void arrived(String key) {
        total++;
        byKey.merge(key, 1, Integer::sum);
        inTheAir++;
        maxInTheAir = Math.max(maxInTheAir, inTheAir);
    }

    /** The call was answered, or its caller went away. */
    void left() {
        inTheAir--;
    }

    /** Forgets what came so far, not what is in the air. */
    void reset() {
        byKey.clear();
        total = 0;
        maxInTheAir = inTheAir;
    }

    JsonObject stats() {
        return new JsonObject()
                .put("total", total)
                .put("distinct", byKey.size())
                .put("repeated", byKey.values().stream().filter(times -> times > 1).count())
                .put("repeats", total - byKey.size())
                .put("inTheAir", inTheAir)
                .put("maxInTheAir", maxInTheAir);
    }

    /** A line for each call in order of its first arrival: key and tool, a tab, how often. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        byKey.forEach((key, times) -> lines.append(key).append('\t').append(times).append('\n'));
        return lines.toString();
    }
}
