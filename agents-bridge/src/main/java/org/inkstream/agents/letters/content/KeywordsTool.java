package org.inkstream.agents.letters.content;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.LanguageGuess;
import org.inkstream.agents.letters.language.Tokens;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;

/** Finds the words that tell a letter from others: frequent in it, rare in letters at large. */
final class KeywordsTool implements LetterTool {
    private static final int MOST_KEYWORDS = 10;

    private final LetterReader reader;
    private final LanguageDetector languages;
    private final PlainWords plainWords;

    KeywordsTool(LetterReader reader, LanguageDetector languages, PlainWords plainWords) {
        this.reader = reader;
        this.languages = languages;
        this.plainWords = plainWords;
    }

    @Override
    public String name() {
        return "extract_keywords";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        CleanText body = Body.of(zones);
        List<String> tags = languages.detect(body.text()).stream().map(LanguageGuess::tag).toList();
        List<Candidate> candidates = Candidate.in(body.text(), Tokens.in(body.text()), tags);
        List<Candidate> best =
                candidates.stream()
                        .filter(candidate -> plainWords.mayBeKeyword(candidate.folded(), tags))
                        .sorted((a, b) -> Double.compare(weight(b), weight(a)))
                        .limit(MOST_KEYWORDS)
                        .toList();
        return result(best, body, new Evidence(zones.letter()));
    }

    private JsonObject result(List<Candidate> best, CleanText body, Evidence evidence) {
        JsonArray keywords = new JsonArray();
        for (Candidate candidate : best) {
            double relevance = weight(candidate) / weight(best.get(0));
            int item = keywords.size();
            keywords.add(
                    new JsonObject()
                            .put("keyword", candidate.shown())
                            .put("relevance", Math.round(relevance * 100) / 100.0)
                            .put("frequency", candidate.frequency()));
            Quotes.of(candidate.uses(), body)
                    .forEach(span -> evidence.atItem("keywords", item, span));
        }
        return evidence.into(new JsonObject().put("keywords", keywords));
    }

    private double weight(Candidate candidate) {
        return candidate.frequency() * plainWords.rarity(candidate.folded());
    }
}
