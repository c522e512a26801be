package org.inkstream.agents.gateway.door;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.Dialogue;
import org.inkstream.agents.inference.Dialogue.Form;
import org.inkstream.agents.inference.Dialogue.Message;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;

/**
 * What a caller asks, once it is clear that it can be done.
 *
 * @param named what the caller calls the model
 * @param model as the caller's options have it
 * @param messages empty if nothing is asked, and the model should only be loaded
 * @param schema of the answer, if {@code form} is a schema
 * @param streamed whether the answer is wanted piece by piece
 */
record Asked(
        String named,
        ModelSpec model,
        List<Message> messages,
        Form form,
        JsonObject schema,
        JsonObject sampling,
        boolean streamed) {
    private static final String FORMAT = "format";
    private static final String SCHEMA_NAME = "answer";

    /**
     * @throws Objection if it cannot be done
     */
    static Asked read(Face face, JsonObject body, DoorModels models) {
        String named = Fields.text(body, "model");
        if (named.isEmpty()) {
            throw Objection.bad("model is required");
        }
        ModelSpec model = models.named(named);
        refuseThinking(named, body);
        Fields.none(body, face.notServed());
        Options options = Options.of(model, Fields.object(body, "options"));
        Form form = form(body, models.kindOf(model));
        return new Asked(
                named,
                options.model(),
                face.messages(body),
                form,
                form == Form.SCHEMA ? Fields.object(body, FORMAT) : new JsonObject(),
                options.sampling(),
                Fields.flag(body, "stream", true));
    }

    ModelRequest request(CallTag tag, Consumer<String> pieces) {
        Dialogue dialogue = new Dialogue(messages, form, sampling, pieces);
        return new ModelRequest(model, Prompt.of(dialogue), SCHEMA_NAME, schema, tag);
    }

    /** In Ollama's own words: thoughts would be paid for, and thrown away here. */
    private static void refuseThinking(String named, JsonObject body) {
        Object think = body.getValue("think");
        if (think != null && !Boolean.FALSE.equals(think)) {
            throw Objection.bad("\"" + DoorModels.shown(named) + "\" does not support thinking");
        }
    }

    private static Form form(JsonObject body, EndpointSpec.Kind kind) {
        Object format = body.getValue(FORMAT);
        if (format == null || "".equals(format)) {
            return Form.TEXT;
        }
        if (format instanceof JsonObject) {
            return Form.SCHEMA;
        }
        if (!"json".equals(format)) {
            throw Objection.bad("'format' must be \"json\" or a JSON schema");
        }
        if (kind == EndpointSpec.Kind.ANTHROPIC) {
            throw Objection.bad("this model takes a JSON schema as 'format', not \"json\"");
        }
        return Form.JSON;
    }
}
