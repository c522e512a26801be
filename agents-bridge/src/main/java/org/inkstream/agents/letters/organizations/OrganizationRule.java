package org.inkstream.agents.letters.organizations;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.inkstream.agents.letters.language.Token;
import org.inkstream.agents.letters.organizations.OrganizationWords.Meaning;

/** Finds the organization's name in a row of capitalised words. */
record OrganizationRule(OrganizationWords vocabulary) {
    /** Begin sentences and address lines, not names. */
    private static final Set<String> NOT_FIRST =
            Set.of(
                    "the", "our", "your", "my", "his", "to", "at", "in", "from", "dear", "die",
                    "der", "das", "den", "an", "im", "am", "zum", "zur", "vom", "beim", "la", "le",
                    "les", "a", "this", "that", "by");

    private static final Set<String> TITLES =
            Set.of("mr", "mrs", "miss", "dr", "professor", "prof", "sir", "lord", "lady");

    private static final Set<String> AND = Set.of("and", "und", "et");

    /** At most one name: the first that the words allow. */
    Optional<Match> in(NameRun run) {
        List<Token> words = run.words();
        int start = afterPerson(words);
        while (start < words.size() && NOT_FIRST.contains(words.get(start).folded())) {
            start++;
        }
        for (int i = start; i < words.size(); i++) {
            Optional<Match> match = match(words, start, i);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    /** {@code Professor Garstang of Leeds University}: the name begins behind the "of". */
    private static int afterPerson(List<Token> words) {
        if (!TITLES.contains(words.get(0).folded())) {
            return 0;
        }
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).surface().equals("of")) {
                return i + 1;
            }
        }
        return 0;
    }

    private Optional<Match> match(List<Token> words, int start, int at) {
        Optional<Meaning> meaning = vocabulary.meaning(words.get(at));
        if (at > start && meaning.filter(Meaning::ends).isPresent()) {
            return Optional.of(named(words.subList(start, end(words, at))));
        }
        boolean namesSomething = at + 1 < words.size();
        return namesSomething && meaning.filter(Meaning::begins).isPresent()
                ? Optional.of(named(words.subList(at, words.size())))
                : Optional.empty();
    }

    /** The last word that says so tells the kind: a library's committee is a committee. */
    private Match named(List<Token> words) {
        String type = "";
        for (Token word : words) {
            type = vocabulary.meaning(word).map(Meaning::type).orElse(type);
        }
        return new Match(words, type);
    }

    /** Behind the word stand others of its kind, or what it is of: {@code Bank of Ireland}. */
    private int end(List<Token> words, int at) {
        int end = at + 1;
        while (end < words.size() && vocabulary.meaning(words.get(end)).isPresent()) {
            end++;
        }
        boolean another =
                end + 1 < words.size()
                        && AND.contains(words.get(end).folded())
                        && vocabulary.meaning(words.get(end + 1)).isPresent();
        if (another) {
            return end(words, end + 1);
        }
        boolean ofSomething = end < words.size() && words.get(end).surface().equals("of");
        return ofSomething ? words.size() : end;
    }

    /**
     * @param words the words of the name
     * @param type kind of organization
     */
    record Match(List<Token> words, String type) {
        Match {
            words = List.copyOf(words);
        }

        int start() {
            return words.get(0).start();
        }

        int end() {
            return words.get(words.size() - 1).end();
        }
    }
}
