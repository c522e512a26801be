package org.inkstream.agents.mcp.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.money.ModelUsage;

/** What models used, as it stands in a message under {@link Rpc#META_USAGE}. */
public final class UsageList {
    private UsageList() {}

    public static JsonArray toJson(List<ModelUsage> usage) {
        JsonArray list = new JsonArray();
        usage.forEach(call -> list.add(call.toJson()));
        return list;
    }

    /**
     * For failures, whose own class must not be lost over it: what cannot be read is none.
     *
     * @param holder of the list, which may be absent
     */
    public static List<ModelUsage> readable(JsonObject holder) {
        if (!(holder.getValue(Rpc.META_USAGE) instanceof JsonArray list)) {
            return List.of();
        }
        try {
            return list.stream().map(JsonObject.class::cast).map(ModelUsage::fromJson).toList();
        } catch (ClassCastException | IllegalArgumentException | NullPointerException wrong) {
            return List.of();
        }
    }
}
