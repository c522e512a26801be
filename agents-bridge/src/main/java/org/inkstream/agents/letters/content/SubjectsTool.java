package org.inkstream.agents.letters.content;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.language.Token;
import org.inkstream.agents.letters.language.Tokens;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;

/** Matches a letter's words against a closed vocabulary of subjects. */
final class SubjectsTool implements LetterTool {
    private static final int MOST_SUBJECTS = 5;

    /** One word may be a figure of speech; two different ones hardly are. */
    private static final int FEWEST_TERMS = 2;

    private final LetterReader reader;
    private final SubjectVocabulary vocabulary;

    SubjectsTool(LetterReader reader, SubjectVocabulary vocabulary) {
        this.reader = reader;
        this.vocabulary = vocabulary;
    }

    @Override
    public String name() {
        return "classify_subjects";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        CleanText body = Body.of(zones);
        Evidence evidence = new Evidence(zones.letter());
        JsonArray subjects = new JsonArray();
        for (Match match : best(body.text())) {
            int item = subjects.size();
            subjects.add(
                    new JsonObject()
                            .put("subject", match.subject)
                            .put("confidence", match.confidence()));
            Quotes.of(match.words, body).forEach(span -> evidence.atItem("subjects", item, span));
        }
        return evidence.into(new JsonObject().put("subjects", subjects));
    }

    private List<Match> best(String text) {
        Map<String, Match> matches = new LinkedHashMap<>();
        for (Token word : Tokens.in(text)) {
            vocabulary
                    .pointers(word.folded())
                    .forEach(
                            pointer ->
                                    matches.computeIfAbsent(pointer.subject(), Match::new)
                                            .add(pointer.term(), word));
        }
        return matches.values().stream()
                .filter(match -> match.terms.size() >= FEWEST_TERMS)
                .sorted((a, b) -> Double.compare(b.confidence(), a.confidence()))
                .limit(MOST_SUBJECTS)
                .toList();
    }

    /** What points to one subject. */
    private static final class Match {
        private static final int MOST_COUNTED = 10;

        private final String subject;
        private final Set<String> terms = new LinkedHashSet<>();
        private final List<Token> words = new ArrayList<>();

        Match(String subject) {
            this.subject = subject;
        }

        void add(String term, Token word) {
            terms.add(term);
            words.add(word);
        }

        /** Different words count more than one word that returns. */
        double confidence() {
            double points = 0.5 * terms.size() + 0.1 * Math.min(MOST_COUNTED, words.size());
            return Math.round(100 * points / (1 + points)) / 100.0;
        }
    }
}
