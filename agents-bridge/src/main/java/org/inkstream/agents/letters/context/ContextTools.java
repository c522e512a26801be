package org.inkstream.agents.letters.context;

import java.util.List;
import org.inkstream.agents.letters.LetterTool;

/** The tools of the context agent. */
public final class ContextTools {
    private ContextTools() {}

    public static List<LetterTool> all() {
        return BeyondRules.all();
    }
}
