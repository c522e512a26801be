package org.inkstream.app.service;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out, from what a run was billed for, how tools fared that were asked together. */
final class FusedCalls {
    private FusedCalls() {}

    /**
     * @param costs records of a run's calls
     * @return for each tool that had a share of a call: whether it needed no other call
     */
    static Map<String, Boolean> served(Collection<JsonObject> costs) {
        Map<String, Boolean> served = new LinkedHashMap<>();
        costs.stream()
                .filter(FusedCalls::isShare)
                .forEach(share -> served.put(share.getString("tool"), true));
        costs.stream()
                .filter(cost -> !isShare(cost))
                .forEach(whole -> served.replace(whole.getString("tool"), false));
        return served;
    }

    private static boolean isShare(JsonObject cost) {
        return cost.containsKey("shared_prompt_tokens");
    }
}
