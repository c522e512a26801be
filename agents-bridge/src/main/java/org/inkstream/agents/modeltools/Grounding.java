package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/**
 * Collects what the letter has to say for the values of one answer. A value whose quote does not
 * stand in the letter, or has nothing to do with the value, gets no evidence; whoever reads the
 * result takes that as ungrounded. One per answer.
 */
final class Grounding {
    /** In code points; a quote that is half a letter proves everything and so nothing. */
    private static final int LONGEST_QUOTE = 600;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+|\\p{Nd}+");

    private final QuoteLocator locator;
    private final Evidence evidence;

    /**
     * @param text of the letter, empty if there is none
     */
    Grounding(String text) {
        LetterText letter = LetterText.of(text);
        this.locator = new QuoteLocator(letter);
        this.evidence = new Evidence(letter);
    }

    /** A value that is proven by a quote. */
    void value(String path, String value, String quote) {
        proof(value, quote).ifPresent(span -> evidence.at(path, span));
    }

    /** An item of a list that is proven by a quote. */
    void item(String path, int item, String value, String quote) {
        proof(value, quote).ifPresent(span -> evidence.atItem(path, item, span));
    }

    /** An item of a list that was copied, so that it is its own quote. */
    void copiedItem(String path, int item, String copy) {
        locator.find(copy).ifPresent(span -> evidence.atItem(path, item, span));
    }

    JsonObject into(JsonObject result) {
        return evidence.into(result);
    }

    private Optional<Span> proof(String value, String quote) {
        return locator.find(quote)
                .filter(span -> span.length() <= LONGEST_QUOTE)
                .filter(span -> supports(locator.letter().quote(span), value));
    }

    /**
     * Whether they have a word or a number in common, which is the least that a proof must have.
     */
    private static boolean supports(String quote, String value) {
        Set<String> said = words(quote);
        return words(value).stream().anyMatch(said::contains);
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceFirst("^0+(?=\\d)", ""))
                .collect(Collectors.toSet());
    }
}
