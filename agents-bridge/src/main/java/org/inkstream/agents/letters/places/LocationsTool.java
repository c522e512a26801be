package org.inkstream.agents.letters.places;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.correspondence.Place;
import org.inkstream.agents.letters.language.DataFile;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.LanguageGuess;
import org.inkstream.agents.letters.places.PlaceFindings.Finding;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;

/** Finds the places that a letter names: well-known ones, its dateline's, and guessed ones. */
public final class LocationsTool implements LetterTool {
    private final LetterReader reader;
    private final LanguageDetector languages;
    private final Gazetteer gazetteer;
    private final Set<String> plain;

    private LocationsTool(
            LetterReader reader,
            LanguageDetector languages,
            Gazetteer gazetteer,
            Set<String> plain) {
        this.reader = reader;
        this.languages = languages;
        this.gazetteer = gazetteer;
        this.plain = plain;
    }

    /**
     * With the gazetteer that comes with the program.
     *
     * @param reader shared with the other agents, so that each letter is cut once
     */
    public static LocationsTool bundled(LetterReader reader, LanguageDetector languages) {
        return new LocationsTool(
                reader,
                languages,
                Gazetteer.bundled(),
                Set.copyOf(DataFile.words(LocationsTool.class, "no-places.txt")));
    }

    @Override
    public String name() {
        return "extract_locations";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        PlaceSearch search = new PlaceSearch(zones.letter(), Place.of(zones));
        search.findKnown(gazetteer);
        search.findWhereWritten(plain);
        search.findAfterPrepositions(plain, languageOf(zones));
        return result(search.findings(), new Evidence(zones.letter()));
    }

    private String languageOf(LetterZones zones) {
        return languages.detect(zones.letter().text()).stream()
                .findFirst()
                .map(LanguageGuess::tag)
                .orElse("");
    }

    private static JsonObject result(PlaceFindings findings, Evidence evidence) {
        JsonArray locations = new JsonArray();
        for (Finding finding : findings.all()) {
            int item = locations.size();
            locations.add(
                    new JsonObject()
                            .put("name", finding.name())
                            .put("type", finding.type())
                            .put("country", finding.country())
                            .put("confidence", finding.confidence()));
            finding.spans().forEach(span -> evidence.atItem("locations", item, span));
        }
        return evidence.into(new JsonObject().put("locations", locations));
    }
}
