package org.inkstream.agents.letters;

import io.vertx.core.json.JsonObject;

/**
 * One tool of a built-in agent: rules that read one letter. Pure, thread-safe, and CPU only, so
 * that it may run on any worker thread; the same arguments give the same result.
 */
public interface LetterTool {
    /** The name under which agents serve it, such as {@code extract_people}. */
    String name();

    /**
     * Reads a letter. What the rules do not find is an empty string or an empty array with
     * confidence 0, never a guess.
     *
     * @param arguments as the tool's contract says; see {@link ToolArguments} for reading them
     * @return the contract's members with {@code _evidence} beside them, or {@code _not_attempted}
     * @throws IllegalArgumentException if an argument is missing or of the wrong type; the message
     *     says which
     */
    JsonObject call(JsonObject arguments);
}
