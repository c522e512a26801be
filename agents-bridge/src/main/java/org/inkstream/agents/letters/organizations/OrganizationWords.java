package org.inkstream.agents.letters.organizations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.letters.language.DataFile;
import org.inkstream.agents.letters.language.Token;

/** The words that make a name an organization's. Immutable. */
final class OrganizationWords {
    private final Map<String, Meaning> byWord = new HashMap<>();

    private OrganizationWords(List<String> lines) {
        for (String line : lines) {
            List<String> columns = DataFile.split(line);
            String place = columns.get(2);
            byWord.put(
                    columns.get(0),
                    new Meaning(columns.get(1), !place.equals("last"), !place.equals("first")));
        }
    }

    static OrganizationWords bundled() {
        return new OrganizationWords(DataFile.lines(OrganizationWords.class, "keywords.tsv"));
    }

    Optional<Meaning> meaning(Token word) {
        return word.isCapitalised()
                ? Optional.ofNullable(byWord.get(word.folded()))
                : Optional.empty();
    }

    /**
     * @param type kind of organization
     * @param begins whether a name may begin with the word: {@code University of Leeds}
     * @param ends whether a name may end with it: {@code Leeds University}
     */
    record Meaning(String type, boolean begins, boolean ends) {}
}
