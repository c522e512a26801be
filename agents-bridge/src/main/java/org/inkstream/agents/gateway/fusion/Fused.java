package org.inkstream.agents.gateway.fusion;

import io.vertx.core.json.JsonObject;

/**
 * What came of asking tools together.
 *
 * @param calls generations that served several tools
 * @param parts tools that they were to serve
 * @param alone those of them that had to be asked again, alone
 */
public record Fused(long calls, long parts, long alone) {
    public static final Fused NONE = new Fused(0, 0, 0);

    public JsonObject toJson() {
        return new JsonObject().put("calls", calls).put("parts", parts).put("alone", alone);
    }
}
