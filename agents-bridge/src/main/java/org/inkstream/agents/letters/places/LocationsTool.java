package org.inkstream.agents.letters.places;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.language.DataFile;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.Token;
import org.inkstream.agents.letters.language.Tokens;
import org.inkstream.agents.letters.places.PlaceFindings.Finding;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/** Finds the places that a letter names. */
public final class LocationsTool implements LetterTool {
    private static final double KNOWN = 0.85;
    private static final double GUESSED = 0.5;

    private final LanguageDetector languages;
    private final Gazetteer gazetteer;
    private final Set<String> plain;

    private LocationsTool(LanguageDetector languages, Gazetteer gazetteer, Set<String> plain) {
        this.languages = languages;
        this.gazetteer = gazetteer;
        this.plain = plain;
    }

    /** With the gazetteer that comes with the program. */
    public static LocationsTool bundled(LanguageDetector languages) {
        return new LocationsTool(
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
        LetterText letter = LetterText.of(ToolArguments.text(arguments));
        PlaceFindings findings = new PlaceFindings();
        List<Token> words = Tokens.in(letter.text());
        findKnown(letter, words, findings);
        findAfterPrepositions(letter, words, findings);
        return result(findings, new Evidence(letter));
    }

    private void findKnown(LetterText letter, List<Token> words, PlaceFindings findings) {
        Surroundings surroundings = new Surroundings(letter.text(), words);
        int next = 0;
        while (next < words.size()) {
            int index = next;
            next =
                    gazetteer
                            .at(words, index)
                            .filter(hit -> isName(words.get(index)))
                            .filter(hit -> !surroundings.saysPerson(index))
                            .filter(hit -> !surroundings.saysStreet(hit.to()))
                            .filter(hit -> !hit.place().needsCue() || surroundings.saysPlace(index))
                            .map(
                                    hit -> {
                                        Place place = hit.place();
                                        findings.add(
                                                place.name(),
                                                place.type(),
                                                place.country(),
                                                KNOWN,
                                                span(letter, words, index, hit.to()));
                                        return hit.to();
                                    })
                            .orElse(index + 1);
        }
    }

    /** Scripts without capitals write names like any word. */
    private static boolean isName(Token word) {
        return !Character.isLowerCase(word.surface().codePointAt(0));
    }

    private void findAfterPrepositions(
            LetterText letter, List<Token> words, PlaceFindings findings) {
        String language =
                languages.detect(letter.text()).stream()
                        .findFirst()
                        .map(guess -> guess.tag())
                        .orElse("");
        PrepositionRule rule = new PrepositionRule(letter.text(), words, plain);
        for (int i = 0; i < words.size(); i++) {
            int index = i;
            rule.endOfPlaceAt(index, language)
                    .map(end -> span(letter, words, index, end))
                    .filter(span -> !findings.covers(span))
                    .ifPresent(span -> findings.add(letter.quote(span), "", "", GUESSED, span));
        }
    }

    private static Span span(LetterText letter, List<Token> words, int from, int to) {
        return letter.span(words.get(from).start(), words.get(to - 1).end());
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
