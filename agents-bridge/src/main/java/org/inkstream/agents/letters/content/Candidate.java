package org.inkstream.agents.letters.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.letters.language.Token;

/**
 * A word that may be a keyword.
 *
 * @param folded the word, see {@link Token#folded()}
 * @param shown as it is written in the letter's language
 * @param uses where it stands, in order
 */
record Candidate(String folded, String shown, List<Token> uses) {
    private static final String SENTENCE_BEGINS_AFTER = ".!?:;।\"“„»«\n";

    Candidate {
        uses = List.copyOf(uses);
    }

    /**
     * The words of a text. Names are left out where capitals show them, which they do not in
     * German: people, places and organizations have tools of their own.
     */
    static List<Candidate> in(String text, List<Token> tokens, List<String> tags) {
        boolean german = tags.contains("de");
        boolean shouted = isShouted(tokens);
        Map<String, List<Token>> uses = new LinkedHashMap<>();
        tokens.forEach(
                token -> uses.computeIfAbsent(token.folded(), key -> new ArrayList<>()).add(token));
        List<Candidate> candidates = new ArrayList<>();
        uses.forEach(
                (folded, tokensOfWord) -> {
                    if (german || shouted || !isName(text, tokensOfWord)) {
                        String shown = german ? tokensOfWord.get(0).surface() : folded;
                        candidates.add(new Candidate(folded, shown, tokensOfWord));
                    }
                });
        return candidates;
    }

    /** Telegrams are written in capitals throughout. */
    private static boolean isShouted(List<Token> tokens) {
        long capitals = tokens.stream().filter(Token::isAllCapitals).count();
        return capitals * 2 > tokens.size();
    }

    private static boolean isName(String text, List<Token> uses) {
        return uses.stream().allMatch(Token::isCapitalised)
                && uses.stream().anyMatch(use -> !beginsSentence(text, use));
    }

    private static boolean beginsSentence(String text, Token token) {
        int before = token.start() - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before < 0 || SENTENCE_BEGINS_AFTER.indexOf(text.charAt(before)) >= 0;
    }

    int frequency() {
        return uses.size();
    }
}
