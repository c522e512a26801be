package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What a {@link FloorClient} is told.
 *
 * @param port of the agent
 * @param seed of the letters
 * @param bytes of each letter
 */
record FloorPlan(Load load, int port, long seed, int bytes) {
    String encode() {
        return load.toJson().put("port", port).put("seed", seed).put("bytes", bytes).encode();
    }

    static FloorPlan decode(String json) {
        JsonObject plan = new JsonObject(json);
        return new FloorPlan(
                new Load(
                        Duration.ofMillis(plan.getLong("delayMs")),
                        plan.getInteger("inFlight"),
                        plan.getInteger("documents"),
                        plan.getInteger("warmUp"),
                        "2".equals(plan.getString("http"))),
                plan.getInteger("port"),
                plan.getLong("seed"),
                plan.getInteger("bytes"));
    }
}
