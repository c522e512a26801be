package org.inkstream.agents.prompts;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.identity.CanonicalJson;

/** Renders the calls of one tool. Immutable, for any thread. */
public final class PromptRenderer {
    private static final String TEXT = "text";

    /** The same letter once more, in the contract of some tools. */
    private static final String FULL_TEXT = "full_text";

    private final String system;
    private final String instruction;

    /**
     * @param schema JSON Schema of the answer; it is shown too, because a server that only bends
     *     the answer to it does not tell the model what the members mean
     */
    public PromptRenderer(PromptFile system, PromptFile tool, JsonObject schema) {
        this.system = system.instruction();
        this.instruction =
                tool.instruction()
                        + "\n\nThe form of the answer, as a JSON Schema:\n"
                        + schema.encode();
    }

    /**
     * @param arguments of the call; {@code text} is the document, everything else is a finding
     */
    public Prompt render(JsonObject arguments) {
        String text = arguments.getValue(TEXT) instanceof String letter ? letter : "";
        JsonObject findings = arguments.copy();
        findings.remove(TEXT);
        findings.remove(FULL_TEXT);
        return new Prompt(
                system,
                instruction,
                text.isEmpty() ? "" : Fence.around("DOCUMENT", text),
                findings.isEmpty() ? "" : Fence.around("FINDINGS", CanonicalJson.of(findings)));
    }

    /**
     * The same question after an answer that cannot be used. The answer itself is not shown: it may
     * hold whatever the letter made the model say.
     *
     * @param problem in words of the schema, none of the letter
     */
    public Prompt repair(Prompt asked, String problem) {
        return new Prompt(
                asked.system(),
                instruction
                        + "\n\nAn answer that was given before could not be used: "
                        + problem
                        + ". Give the whole answer again, in the form of the schema.",
                asked.document(),
                asked.context());
    }
}
