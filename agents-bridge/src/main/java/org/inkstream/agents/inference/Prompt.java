package org.inkstream.agents.inference;

import java.nio.charset.StandardCharsets;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Tokens;

/**
 * The parts of a prompt. Who renders it decides on their order: a server of one's own reads the
 * document first, so that all tools of a document share what was read; a remote API caches the long
 * part that all documents share.
 *
 * @param system who the model is and what holds for every tool; the same for every call
 * @param instruction what this tool wants; the same for every document
 * @param document the letter, as data: nothing in it is an instruction
 * @param context what other tools have found, empty if nothing
 * @param dialogue what is sent instead of the parts, if somebody has words of his own; the parts
 *     have its text then, for whoever counts or compares
 */
public record Prompt(
        String system, String instruction, String document, String context, Dialogue dialogue) {
    /** Bytes that make a token, at the least: an estimate that errs on the dear side. */
    private static final int SHORTEST_TOKEN_BYTES = 3;

    /** A prompt that is rendered from its parts. */
    public Prompt(String system, String instruction, String document, String context) {
        this(system, instruction, document, context, Dialogue.NONE);
    }

    /** A prompt that is passed on as it stands. */
    public static Prompt of(Dialogue dialogue) {
        return new Prompt(dialogue.text(true), "", dialogue.text(false), "", dialogue);
    }

    /**
     * What asking a model for it can use at most.
     *
     * @param provider who sends the bill
     */
    public ModelUsage atMost(String provider, ModelSpec model) {
        long bytes = bytes(system) + bytes(instruction) + bytes(document) + bytes(context);
        long input = bytes / SHORTEST_TOKEN_BYTES + 1;
        ModelUsage most =
                ModelUsage.atMost(
                        provider, model.model(), Tokens.of(input, model.maxOutputTokens()));
        return model.inBatches() ? most.inBatch() : most;
    }

    private static long bytes(String part) {
        return part.getBytes(StandardCharsets.UTF_8).length;
    }
}
