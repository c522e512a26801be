package org.inkstream.agents.inference;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.agents.call.CallTag;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;

/** Requests for tests. */
final class Requests {
    static final String DOCUMENT = "BEGIN DOCUMENT\nLieber Otto, \uD83D\uDE00 Grüße\nEND DOCUMENT";
    static final Prompt PROMPT =
            new Prompt("You read letters.", "Sum the letter up.", DOCUMENT, "");

    static final JsonObject SCHEMA =
            new JsonObject()
                    .put("type", "object")
                    .put(
                            "properties",
                            new JsonObject().put("summary", new JsonObject().put("type", "string")))
                    .put("required", new JsonArray().add("summary"))
                    .put("additionalProperties", false);

    private Requests() {}

    static ModelSpec model(String name) {
        return new ModelSpec("local", "gpu", name, 8_192, 512, 0, Duration.ofMinutes(30));
    }

    static ModelRequest request(Duration remaining) {
        return request(PROMPT, model("llama3.2"), remaining);
    }

    static ModelRequest request(Prompt prompt, ModelSpec model, Duration remaining) {
        CallTag tag =
                new CallTag(
                        "key-1",
                        "generate_summary",
                        "doc-1",
                        "run-1",
                        "collection-1",
                        1,
                        0,
                        remaining,
                        "run-1",
                        1);
        return new ModelRequest(model, prompt, "generate_summary", SCHEMA, tag);
    }

    static EndpointSpec endpoint(EndpointSpec.Kind kind, String url, String keyVariable) {
        return new EndpointSpec(
                "gpu",
                kind,
                url,
                keyVariable,
                2,
                10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5));
    }
}
