package org.inkstream.agents.letters.structure;

import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.zones.LetterReader;

/** The six tools of the structure agent. */
public final class StructureTools {
    private StructureTools() {}

    /**
     * @param reader shared with the other agents, so that each letter is cut once
     */
    public static List<LetterTool> all(LetterReader reader) {
        return List.of(
                new ExtractSalutation(reader),
                new ParseLetterBody(reader),
                new ExtractClosing(reader),
                new ExtractSignature(reader),
                new IdentifyAttachments(reader),
                new ParseCorrespondence(reader));
    }
}
