package org.inkstream.agents.letters.evaluate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The scoring rules: when an answer counts as the truth. */
final class Comparison {
    private static final double ENOUGH_WORDS = 0.8;
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern BRACKETED = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern SEVERAL = Pattern.compile("[;|]");
    private static final Set<String> NO_SURNAMES =
            Set.of("esq", "esqr", "esqre", "bart", "jun", "sen", "mr", "mrs", "miss", "dr", "sir");

    private Comparison() {}

    /** Equal, or, where the truth is a year or a month, equal as far as the truth goes. */
    static boolean sameDate(String truth, String answer) {
        return answer.equals(truth) || (truth.length() < 10 && answer.startsWith(truth + "-"));
    }

    /** The surname of one of the people in the truth is a word of the answer. */
    static boolean surnameFound(String truth, String answer) {
        Set<String> found = new HashSet<>(words(answer));
        return SEVERAL.splitAsStream(truth).anyMatch(person -> found.contains(surname(person)));
    }

    /** One of the answered people, given line by line, has the surname, or is called the same. */
    static boolean personFound(String truth, String answer) {
        String surname = surname(truth);
        return answer.lines().map(Comparison::words).anyMatch(words -> words.contains(surname));
    }

    /**
     * All words of the one are in the other: {@code Dublin} and {@code 15 Baggot Street, Dublin}.
     */
    static boolean samePlace(String truth, String answer) {
        Set<String> wanted = new HashSet<>(words(truth));
        Set<String> found = new HashSet<>(words(answer));
        return !found.isEmpty() && (found.containsAll(wanted) || wanted.containsAll(found));
    }

    /** The harmonic mean of the words' precision and recall is at least 0.8. */
    static boolean sameWords(String truth, String answer) {
        List<String> wanted = words(truth);
        List<String> found = words(answer);
        if (wanted.isEmpty() || found.isEmpty()) {
            return wanted.equals(found);
        }
        List<String> left = new ArrayList<>(found);
        long shared = wanted.stream().filter(left::remove).count();
        return 2.0 * shared / (wanted.size() + found.size()) >= ENOUGH_WORDS;
    }

    /** The last word of a name that is not a rank. */
    private static String surname(String person) {
        String unbracketed = BRACKETED.matcher(person).replaceAll(" ");
        List<String> words = words(unbracketed.isBlank() ? person : unbracketed);
        for (int i = words.size() - 1; i >= 0; i--) {
            if (!NO_SURNAMES.contains(words.get(i))) {
                return words.get(i);
            }
        }
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    /** Words without capitals, accents and signs. */
    private static List<String> words(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return APART.splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
