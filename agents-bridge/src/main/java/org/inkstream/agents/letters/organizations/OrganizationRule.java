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
                    "der", "das", "den", "an", "la", "le", "les", "a", "this", "that", "by");

    /** At most one name: the first that the words allow. */
    Optional<Match> in(NameRun run) {
        List<Token> words = run.words();
        int start = 0;
        while (start < words.size() && NOT_FIRST.contains(words.get(start).folded())) {
            start++;
        }
        for (int i = start; i < words.size(); i++) {
            Optional<Meaning> meaning = vocabulary.meaning(words.get(i));
            if (meaning.isPresent()) {
                return match(words, start, i, meaning.get());
            }
        }
        return Optional.empty();
    }

    private Optional<Match> match(List<Token> words, int start, int at, Meaning meaning) {
        if (at > start && meaning.ends()) {
            return Optional.of(new Match(words.subList(start, end(words, at)), meaning.type()));
        }
        boolean namesSomething = at + 1 < words.size();
        return meaning.begins() && namesSomething
                ? Optional.of(new Match(words.subList(at, words.size()), meaning.type()))
                : Optional.empty();
    }

    /** Behind the word stand others of its kind, or what it is of: {@code Bank of Ireland}. */
    private int end(List<Token> words, int at) {
        int end = at + 1;
        while (end < words.size() && vocabulary.meaning(words.get(end)).isPresent()) {
            end++;
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
