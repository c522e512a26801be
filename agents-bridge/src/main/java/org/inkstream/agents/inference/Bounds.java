package org.inkstream.agents.inference;

import org.inkstream.models.ModelSpec;

/**
 * How much of an answer is taken before the server is thought to be out of its mind.
 *
 * @param bytes of the whole response body
 * @param lineBytes of one line of it
 * @param characters of the text that the model says
 */
record Bounds(long bytes, int lineBytes, int characters) {
    /** A token comes as an event of its own, which some servers fill with ids and dates. */
    private static final long BYTES_PER_TOKEN = 1_024;

    /** White space and rules made of dashes are long tokens; words are much shorter. */
    private static final int CHARACTERS_PER_TOKEN = 64;

    private static final long ENVELOPE_BYTES = 256 << 10;
    private static final int LONGEST_LINE_BYTES = 4 << 20;
    private static final int MOST_CHARACTERS = 4 << 20;

    static Bounds of(ModelSpec model) {
        long tokens = model.maxOutputTokens();
        long bytes = ENVELOPE_BYTES + tokens * BYTES_PER_TOKEN;
        return new Bounds(
                bytes,
                (int) Math.min(bytes, LONGEST_LINE_BYTES),
                (int) Math.min(tokens * CHARACTERS_PER_TOKEN, MOST_CHARACTERS));
    }
}
