package org.inkstream.loadtest.peers;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What an agent for tests says of itself: that it is of the current era, and its tools. */
public final class Introduction {
    private static final String DISCOVER = "server/discover";
    private static final String LIST = "tools/list";

    private final Set<String> tools = Answers.results().fieldNames();
    private final AtomicInteger listed = new AtomicInteger();

    private volatile String revision = "";
    private volatile boolean keys;
    private volatile long ttlMs = 3_600_000;

    /** From now on the agent's tools are of this revision. */
    public void revision(String told) {
        revision = told;
    }

    /** From now on the agent says that it honours idempotency keys. */
    public void honoursKeys() {
        keys = true;
    }

    /** How long its list of tools may be believed. */
    public void goodFor(long millis) {
        ttlMs = millis;
    }

    /** How often its tools were listed. */
    public int listed() {
        return listed.get();
    }

    boolean isAsked(String method) {
        return method.equals(DISCOVER) || method.equals(LIST);
    }

    /**
     * @param id the request's id as JSON
     */
    Buffer answer(String method, String id) {
        JsonObject result = new JsonObject().put("resultType", "complete").put("ttlMs", ttlMs);
        if (method.equals(DISCOVER)) {
            result.put("supportedVersions", new JsonArray().add("2026-07-28"))
                    .put("capabilities", new JsonObject().put("tools", new JsonObject()));
        } else {
            listed.incrementAndGet();
            JsonArray list = new JsonArray();
            tools.forEach(
                    name ->
                            list.add(
                                    new JsonObject()
                                            .put("name", name)
                                            .put(
                                                    "inputSchema",
                                                    new JsonObject().put("type", "object"))));
            result.put("tools", list);
            JsonObject meta = new JsonObject();
            if (!revision.isEmpty()) {
                meta.put("org.inkstream/revision", revision);
            }
            if (keys) {
                meta.put("org.inkstream/keys", true);
            }
            if (!meta.isEmpty()) {
                result.put("_meta", meta);
            }
        }
        return Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":")
                .appendString(result.encode())
                .appendString("}");
    }
}
