package org.inkstream.agents.letters;

import io.vertx.core.json.JsonObject;

/** The answer of a tool whose rules cannot know what it is asked for. */
public final class NotAttempted {
    /** The member that says why. */
    public static final String MEMBER = "_not_attempted";

    private NotAttempted() {}

    /**
     * @param why a sentence that a reviewer understands: what would have to be known
     */
    public static JsonObject because(String why) {
        return new JsonObject().put(MEMBER, why);
    }
}
