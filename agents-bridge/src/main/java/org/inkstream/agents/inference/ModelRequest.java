package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallTag;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;

/**
 * One generation that is asked for.
 *
 * @param schemaName names the schema, letters, digits and {@code _} only
 * @param schema JSON Schema of the answer; not to be changed
 * @param tag whose call it serves; its remaining time is the deadline of the generation
 */
public record ModelRequest(
        ModelSpec model, Prompt prompt, String schemaName, JsonObject schema, CallTag tag) {

    /**
     * What it can use at most, for a generation whose outcome nobody received: the whole prompt and
     * the longest answer.
     *
     * @param provider who sends the bill
     */
    public ModelUsage atMost(String provider) {
        return prompt.atMost(provider, model);
    }
}
