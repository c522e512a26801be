package org.inkstream.agents.letters.content;

import java.util.List;
import org.inkstream.agents.letters.language.Token;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.text.Span;

/** Where words of the running text stand in the letter as received. */
final class Quotes {
    private static final int MOST = 5;

    /** A word may be split by a line's end; what is farther apart is no word. */
    private static final int LONGEST = 200;

    private Quotes() {}

    /** The first few. */
    static List<Span> of(List<Token> words, CleanText body) {
        return words.stream()
                .limit(MOST)
                .map(word -> body.original(word.start(), word.end()))
                .filter(span -> span.length() <= LONGEST)
                .toList();
    }
}
