package org.inkstream.agents.gateway.fusion;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.models.ModelSpec;

/** Requests of tools that may be asked together, about one document. */
public final class Asked {
    public static final Duration LINGER = Duration.ofMillis(50);
    public static final Duration LIMIT = Duration.ofSeconds(60);
    public static final List<String> TOOLS = List.of("people", "places", "firms", "events", "tone");
    public static final ModelSpec MODEL =
            new ModelSpec("local", "gpu", "llama3.2", 16_384, 1_000, 0, Duration.ZERO);

    private Asked() {}

    public static ModelRequest about(String document, String tool) {
        return about(document, tool, TOOLS.size(), false);
    }

    /** A request of {@code ready} that are ready together. */
    static ModelRequest about(String document, String tool, int ready, boolean askedBefore) {
        return about(document, tool, ready, askedBefore, MODEL);
    }

    static ModelRequest about(
            String document, String tool, int ready, boolean askedBefore, ModelSpec model) {
        CallTag first =
                new CallTag(
                        "key-" + document + "-" + tool,
                        tool,
                        document,
                        "run-" + document,
                        "c",
                        1,
                        0,
                        LIMIT,
                        "run-" + document,
                        ready);
        return new ModelRequest(
                model,
                new Prompt("rules", "find " + tool, "letter " + document, ""),
                tool,
                schema(),
                askedBefore
                        ? CallTag.fromJson(tool, first.toJson().put("askedBefore", true))
                        : first,
                ModelRequest.Place.ONLY,
                new ModelRequest.Together(TOOLS, "several tasks", LINGER));
    }

    private static JsonObject schema() {
        return new JsonObject()
                .put("type", "object")
                .put(
                        "properties",
                        new JsonObject().put("found", new JsonObject().put("type", "string")))
                .put("required", new JsonArray().add("found"))
                .put("additionalProperties", false);
    }

    /** What a model says to these tools. */
    public static JsonObject answer(List<String> tools) {
        JsonObject answer = new JsonObject();
        tools.forEach(tool -> answer.put(tool, new JsonObject().put("found", "some " + tool)));
        return answer;
    }
}
