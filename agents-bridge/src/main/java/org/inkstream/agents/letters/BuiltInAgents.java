package org.inkstream.agents.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.letters.content.ContentTools;
import org.inkstream.agents.letters.context.ContextTools;
import org.inkstream.agents.letters.entities.ExtractPeople;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.StopWords;
import org.inkstream.agents.letters.metadata.MetadataTools;
import org.inkstream.agents.letters.organizations.OrganizationsTool;
import org.inkstream.agents.letters.places.LocationsTool;
import org.inkstream.agents.letters.structure.StructureTools;
import org.inkstream.agents.letters.zones.LetterReader;

/**
 * The five agents that come with the program, with the tools that each serves. Immutable, and as
 * thread-safe as its tools.
 *
 * @param byId tools by agent id
 */
public record BuiltInAgents(Map<String, List<LetterTool>> byId) {
    /**
     * Version of the rules and their data. It is part of a run's revision, so it rises with every
     * change that may answer a letter differently.
     */
    public static final String RULE_SET = "2026.1";

    public static final String METADATA = "metadata-agent";
    public static final String ENTITY = "entity-agent";
    public static final String STRUCTURE = "structure-agent";
    public static final String CONTENT = "content-agent";
    public static final String CONTEXT = "context-agent";

    public BuiltInAgents {
        byId = Map.copyOf(byId);
    }

    /** With the vocabularies that come with the program, which are read here, once. */
    public static BuiltInAgents bundled() {
        LetterReader reader = new LetterReader();
        StopWords stopWords = StopWords.bundled();
        LanguageDetector languages = new LanguageDetector(stopWords);
        return new BuiltInAgents(
                Map.of(
                        METADATA, MetadataTools.all(reader, languages),
                        ENTITY, entityTools(reader, languages),
                        STRUCTURE, StructureTools.all(reader),
                        CONTENT, ContentTools.all(reader, languages, stopWords),
                        CONTEXT, ContextTools.all()));
    }

    private static List<LetterTool> entityTools(LetterReader reader, LanguageDetector languages) {
        return List.of(
                new ExtractPeople(reader),
                OrganizationsTool.bundled(),
                LocationsTool.bundled(reader, languages),
                ContextTools.events(),
                ContextTools.relationships(reader));
    }

    /** All tools of all agents. */
    public List<LetterTool> tools() {
        List<LetterTool> tools = new ArrayList<>();
        byId.values().forEach(tools::addAll);
        return List.copyOf(tools);
    }
}
