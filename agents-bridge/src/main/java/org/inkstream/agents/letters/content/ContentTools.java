package org.inkstream.agents.letters.content;

import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.StopWords;
import org.inkstream.agents.letters.zones.LetterReader;

/** The tools of the content agent. */
public final class ContentTools {
    private ContentTools() {}

    /**
     * @param reader shared with the other agents, so that each letter is cut once
     */
    public static List<LetterTool> all(
            LetterReader reader, LanguageDetector languages, StopWords stopWords) {
        return List.of(
                new SummaryTool(reader),
                new KeywordsTool(reader, languages, PlainWords.bundled(stopWords)),
                new SubjectsTool(reader, SubjectVocabulary.bundled()));
    }
}
