package org.inkstream.agents.letters.content;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.content.Sentences.Sentence;
import org.inkstream.agents.letters.language.Tokens;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.text.Span;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;

/**
 * Sums a letter up by its first sentences, word for word. Rules cannot put a letter in other words,
 * so the result is marked {@code extractive}.
 */
final class SummaryTool implements LetterTool {
    private static final int ENOUGH_CHARS = 220;
    private static final int LONGEST_SENTENCE = 420;

    /** A sentence may run over a page's end; what is farther apart is none. */
    private static final int LONGEST_QUOTE = 4 * LONGEST_SENTENCE;

    private static final int MOST_SENTENCES = 3;
    private static final int FEWEST_WORDS = 5;

    private final LetterReader reader;

    SummaryTool(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "generate_summary";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        CleanText body = Body.of(zones);
        Evidence evidence = new Evidence(zones.letter());
        List<String> summary = new ArrayList<>();
        for (Sentence sentence : lead(body.text())) {
            int end = cut(body.text(), sentence);
            Span quoted = body.original(sentence.start(), end);
            if (quoted.length() <= LONGEST_QUOTE) {
                String said = body.text().substring(sentence.start(), end);
                summary.add(end < sentence.end() ? said + " …" : said);
                evidence.at("summary", quoted);
            }
        }
        return evidence.into(
                new JsonObject().put("summary", String.join(" ", summary)).put("extractive", true));
    }

    private static List<Sentence> lead(String text) {
        List<Sentence> lead = new ArrayList<>();
        int chars = 0;
        for (Sentence sentence : Sentences.in(text)) {
            if (lead.size() == MOST_SENTENCES || chars >= ENOUGH_CHARS) {
                break;
            }
            if (hasEnoughWords(text, sentence)) {
                lead.add(sentence);
                chars += sentence.length();
            }
        }
        return lead;
    }

    private static boolean hasEnoughWords(String text, Sentence sentence) {
        int end = Math.min(sentence.end(), sentence.start() + LONGEST_SENTENCE);
        return Tokens.in(text.substring(sentence.start(), end)).size() >= FEWEST_WORDS;
    }

    /** Where to end a sentence that is too long: after a word, so that no code point is split. */
    private static int cut(String text, Sentence sentence) {
        if (sentence.length() <= LONGEST_SENTENCE) {
            return sentence.end();
        }
        int limit = sentence.start() + LONGEST_SENTENCE;
        int space = text.lastIndexOf(' ', limit);
        if (space > sentence.start()) {
            return space;
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
