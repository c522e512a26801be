package org.inkstream.agents.letters.content;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.letters.language.DataFile;

/** A closed list of subjects, with the words that point to each. Immutable. */
final class SubjectVocabulary {
    private static final int SHORTEST_STEM = 3;

    private final Map<String, Set<Pointer>> byWord = new HashMap<>();
    private final Map<String, Set<Pointer>> byStem = new HashMap<>();

    private SubjectVocabulary(List<String> lines) {
        for (String line : lines) {
            int tab = line.indexOf('\t');
            String subject = line.substring(0, tab).strip();
            for (String term : DataFile.split(line.substring(tab + 1))) {
                add(subject, term);
            }
        }
    }

    static SubjectVocabulary bundled() {
        return new SubjectVocabulary(DataFile.lines(SubjectVocabulary.class, "subjects.tsv"));
    }

    private void add(String subject, String term) {
        boolean stem = term.endsWith("*");
        String plain = stem ? term.substring(0, term.length() - 1) : term;
        (stem ? byStem : byWord)
                .computeIfAbsent(plain, key -> new LinkedHashSet<>())
                .add(new Pointer(subject, plain));
    }

    /** The subjects that a word points to; an f that stands for a long s is understood. */
    Set<Pointer> pointers(String folded) {
        Set<Pointer> pointers = exact(folded);
        return pointers.isEmpty() && folded.indexOf('f') >= 0
                ? exact(folded.replace('f', 's'))
                : pointers;
    }

    private Set<Pointer> exact(String word) {
        Set<Pointer> found = new LinkedHashSet<>(byWord.getOrDefault(word, Set.of()));
        for (int end = SHORTEST_STEM; end <= word.length(); end++) {
            found.addAll(byStem.getOrDefault(word.substring(0, end), Set.of()));
        }
        return found;
    }

    /**
     * @param subject name of the subject
     * @param term the word or stem of the vocabulary that points to it
     */
    record Pointer(String subject, String term) {}
}
