package org.inkstream.agents.letters.content;

import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.StopWords;

/** The tools of the content agent. */
public final class ContentTools {
    private ContentTools() {}

    public static List<LetterTool> all(LanguageDetector languages, StopWords stopWords) {
        return List.of(
                new SummaryTool(),
                new KeywordsTool(languages, PlainWords.bundled(stopWords)),
                new SubjectsTool(SubjectVocabulary.bundled()));
    }
}
