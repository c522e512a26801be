package org.inkstream.loadtest.peers;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Counts which calls arrived and how often. Owned by one event loop. */
final class Arrivals {
    private final Map<String, Integer> byCall = new LinkedHashMap<>();
    private final Set<String> workedFor = new HashSet<>();
    private long total;
    private int repeated;
    private int inTheAir;
    private int maxInTheAir;
    private long worked;

    /**
     * @param call the call's run, tool and idempotency key
     */
    void arrived(String call) {
        total++;
        // Counted here and not when somebody asks: a benchmark asks a hundred times a second.
        if (byCall.merge(call, 1, Integer::sum) == 2) {
            repeated++;
        }
        inTheAir++;
        maxInTheAir = Math.max(maxInTheAir, inTheAir);
    }

    /**
     * The work for a call was done.
     *
     * @param keyed whether it is done once only, however often the call comes
     */
    void worked(String call, boolean keyed) {
        if (workedFor.add(call) || !keyed) {
            worked++;
        }
    }

    boolean hasWorkedFor(String call) {
        return workedFor.contains(call);
    }

    /** The call was answered, or its caller went away. */
    void left() {
        inTheAir--;
    }

    /** Forgets what came so far, not what is in the air. */
    void reset() {
        byCall.clear();
        workedFor.clear();
        worked = 0;
        total = 0;
        repeated = 0;
        maxInTheAir = inTheAir;
    }

    JsonObject stats() {
        return new JsonObject()
                .put("total", total)
                .put("distinct", byCall.size())
                .put("repeated", repeated)
                .put("repeats", total - byCall.size())
                .put("worked", worked)
                .put("inTheAir", inTheAir)
                .put("maxInTheAir", maxInTheAir);
    }

    /** A line for each call in order of its first arrival: run, tool, key, a tab, how often. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        byCall.forEach((call, times) -> lines.append(call).append('\t').append(times).append('\n'));
        return lines.toString();
    }
}
