package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.CallTag;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;

/**
 * One generation that is asked for.
 *
 * @param schemaName names the schema, letters, digits and {@code _} only
 * @param schema JSON Schema of the answer; not to be changed
 * @param tag whose call it serves; its remaining time is the deadline of the generation
 * @param place where the model stands in the route of its tool
 * @param together the tools with which it may share a generation
 */
public record ModelRequest(
        ModelSpec model,
        Prompt prompt,
        String schemaName,
        JsonObject schema,
        CallTag tag,
        Place place,
        Together together) {

    /**
     * A place in a route of models.
     *
     * @param before how many models were before this one
     * @param behind how many stand behind it
     */
    public record Place(int before, int behind) {
        public static final Place ONLY = new Place(0, 0);
    }

    /**
     * Tools that may be asked in one generation about one document.
     *
     * @param tools in the order in which they are asked, the request's own among them; empty if the
     *     tool is asked alone
     * @param instruction said before the instructions of the tools
     * @param linger how long a request waits for the others at most
     */
    public record Together(List<String> tools, String instruction, Duration linger) {
        public static final Together ALONE = new Together(List.of(), "", Duration.ZERO);

        public Together {
            tools = List.copyOf(tools);
        }

        public boolean isAlone() {
            return tools.isEmpty();
        }
    }

    /** Of a tool that is asked alone. */
    public ModelRequest(
            ModelSpec model,
            Prompt prompt,
            String schemaName,
            JsonObject schema,
            CallTag tag,
            Place place) {
        this(model, prompt, schemaName, schema, tag, place, Together.ALONE);
    }

    /** Of a tool that asks this model only. */
    public ModelRequest(
            ModelSpec model, Prompt prompt, String schemaName, JsonObject schema, CallTag tag) {
        this(model, prompt, schemaName, schema, tag, Place.ONLY);
    }

    /** The same request for another call, or the same one seen from elsewhere. */
    public ModelRequest with(CallTag other) {
        return new ModelRequest(model, prompt, schemaName, schema, other, place, together);
    }

    /** The same request, which shares its generation with no other. */
    public ModelRequest alone() {
        return new ModelRequest(model, prompt, schemaName, schema, tag, place);
    }

    /** The same request that is given up sooner. */
    public ModelRequest within(Duration limit) {
        return with(tag.within(limit));
    }

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
