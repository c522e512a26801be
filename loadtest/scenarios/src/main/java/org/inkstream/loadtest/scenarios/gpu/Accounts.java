package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.loadtest.scenarios.system.StoreView;

/** Reads what the worker has recorded of its calls and letters. */
final class Accounts {
    private static final double PICO = 1e12;

    private Accounts() {}

    /**
     * The calls of some documents, from the store's cost records.
     *
     * @param pace how many times longer calls took for who accounts for them than in real time
     */
    static List<Call> calls(Collection<JsonObject> costs, Set<String> documentIds, double pace) {
        return costs.stream()
                .filter(record -> documentIds.contains(record.getString("documentId")))
                .filter(record -> record.getInteger("output_tokens", 0) > 0)
                .map(record -> call(record, pace))
                .toList();
    }

    private static Call call(JsonObject record, double pace) {
        Instant ended = StoreView.instant(String.valueOf(record.getValue("timestamp")));
        return new Call(
                record.getString("documentId"),
                record.getString("collectionId"),
                record.getString("tool"),
                record.getString("model"),
                record.getInteger("input_tokens", 0)
                        + record.getInteger("cache_read_tokens", 0)
                        + record.getInteger("cache_write_tokens", 0),
                record.getInteger("output_tokens"),
                ended.minusMillis(Math.round(record.getLong("took_ms", 0L) / pace)),
                ended);
    }

    /** What some documents cost, as far as there is a price. */
    static double dollars(Collection<JsonObject> costs, Set<String> documentIds) {
        return costs.stream()
                        .filter(record -> documentIds.contains(record.getString("documentId")))
                        .mapToLong(record -> record.getLong("cost_pico_usd", 0L))
                        .sum()
                / PICO;
    }

    /** Tools of some documents that a call for several was to serve, and that were asked again. */
    static int alone(Collection<JsonObject> costs, Set<String> documentIds) {
        Set<String> shared = new HashSet<>();
        Set<String> whole = new HashSet<>();
        for (JsonObject record : costs) {
            if (documentIds.contains(record.getString("documentId"))) {
                String call = record.getString("documentId") + " " + record.getString("tool");
                (record.containsKey("shared_prompt_tokens") ? shared : whole).add(call);
            }
        }
        shared.retainAll(whole);
        return shared.size();
    }

    /**
     * Tool results that no model gave: letters hold for each tool where its result is from.
     *
     * @param tools that every letter must have
     */
    static int wrong(Collection<JsonObject> letters, Set<String> documentIds, List<String> tools) {
        int wrong = 0;
        for (JsonObject letter : letters) {
            if (documentIds.contains(letter.getString("_id"))) {
                JsonObject known = letter.getJsonObject("tools", new JsonObject());
                wrong += (int) tools.stream().filter(tool -> !isActual(known, tool)).count();
            }
        }
        return wrong;
    }

    private static boolean isActual(JsonObject known, String tool) {
        return "actual".equals(known.getJsonObject(tool, new JsonObject()).getString("_source"));
    }
}
