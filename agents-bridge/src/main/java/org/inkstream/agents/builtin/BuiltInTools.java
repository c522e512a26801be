package org.inkstream.agents.builtin;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.content.ContentTools;
import org.inkstream.agents.letters.context.ContextTools;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.StopWords;
import org.inkstream.agents.letters.metadata.MetadataTools;
import org.inkstream.agents.mcp.ToolHandler;

/** The work behind the tools that are served in this process: rules that read letters. */
public final class BuiltInTools {
    private BuiltInTools() {}

    /** Handlers by tool name, for {@link org.inkstream.agents.mcp.Agents}. */
    public static Map<String, ToolHandler> handlers() {
        StopWords stopWords = StopWords.bundled();
        LanguageDetector languages = new LanguageDetector(stopWords);
        return Stream.of(
                        MetadataTools.all(languages),
                        ContentTools.all(languages, stopWords),
                        ContextTools.all())
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableMap(LetterTool::name, tool -> tool::call));
    }
}
