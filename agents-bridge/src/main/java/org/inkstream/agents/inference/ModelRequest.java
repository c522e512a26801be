package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallTag;
import org.inkstream.models.ModelSpec;

/**
 * One generation that is asked for.
 *
 * @param schemaName names the schema, letters, digits and {@code _} only
 * @param schema JSON Schema of the answer; not to be changed
 * @param tag whose call it serves; its remaining time is the deadline of the generation
 */
public record ModelRequest(
        ModelSpec model, Prompt prompt, String schemaName, JsonObject schema, CallTag tag) {}
