package org.inkstream.agents.letters.context;

import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.zones.LetterReader;

/** The tools of the context agent, and those of the entity agent that see relations. */
public final class ContextTools {
    private ContextTools() {}

    /** The three tools of the context agent. */
    public static List<LetterTool> all() {
        return BeyondRules.all();
    }

    /** {@code extract_events}. */
    public static LetterTool events() {
        return new EventsTool();
    }

    /** {@code generate_relationships}. */
    public static LetterTool relationships(LetterReader reader) {
        return new RelationshipsTool(reader);
    }
}
