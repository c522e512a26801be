package org.inkstream.agents.letters.metadata;

import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.zones.LetterReader;

/** The tools of the metadata agent. */
public final class MetadataTools {
    private MetadataTools() {}

    /**
     * @param reader shared with the other agents, so that each letter is cut once
     */
    public static List<LetterTool> all(LetterReader reader, LanguageDetector languages) {
        return List.of(
                new DocumentTypeTool(languages),
                new StorageTool(),
                new DigitizationTool(),
                new AccessTool(reader));
    }
}
