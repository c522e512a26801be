package org.inkstream.agents.letters.metadata;

import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.language.LanguageDetector;

/** The tools of the metadata agent. */
public final class MetadataTools {
    private MetadataTools() {}

    public static List<LetterTool> all(LanguageDetector languages) {
        return List.of(
                new DocumentTypeTool(languages),
                new StorageTool(),
                new DigitizationTool(),
                new AccessTool());
    }
}
