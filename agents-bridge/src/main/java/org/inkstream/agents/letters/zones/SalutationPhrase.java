package org.inkstream.agents.letters.zones;

import java.util.List;
import org.inkstream.agents.letters.words.CommonWords;
import org.inkstream.agents.letters.words.GivenNames;
import org.inkstream.agents.letters.words.Letterspeak;
import org.inkstream.agents.letters.words.Titles;
import org.inkstream.agents.letters.words.Word;

/**
 * A greeting at the start of some words: {@code My dear Mrs. Hughes}, {@code Hochgeachteter Herr!}.
 *
 * @param words how many words belong to it, zero if there is no greeting
 * @param endears whether it says dear in some way
 * @param named whether it says who is greeted
 */
record SalutationPhrase(int words, boolean endears, boolean named) {
    private static final int MOST_NAME_WORDS = 6;
    private static final SalutationPhrase NONE = new SalutationPhrase(0, false, false);

    static SalutationPhrase at(List<Word> words) {
        int i = 0;
        boolean endears = false;
        boolean possessed = false;
        boolean faint = false;
        for (; i < words.size(); i++) {
            Word word = words.get(i);
            if (Letterspeak.endears(word)) {
                endears = true;
            } else if (Letterspeak.isPossessive(word)) {
                possessed = true;
            } else if (Letterspeak.endearsFaintly(word) && !isName(words, i)) {
                faint = true;
            } else if (!Letterspeak.strengthens(word)) {
                break;
            }
        }
        boolean lone = i < words.size() && isLoneAddressee(words, i);
        boolean toSomebody = i < words.size() && Letterspeak.isAddressee(words.get(i));
        if (endears || (faint && (possessed || toSomebody)) || (possessed && lone)) {
            int end = afterName(words, i);
            return new SalutationPhrase(end, true, end > i);
        }
        return faint ? bare(words, i) : bare(words, 0);
    }

    /** {@code Gentlemen}, {@code Monsieur le Président}, {@code Dr. Beaufort}: a whole line. */
    private static SalutationPhrase bare(List<Word> words, int from) {
        boolean greets = from > 0 || (!words.isEmpty() && Letterspeak.isBareGreeting(words.get(0)));
        int end = greets ? afterName(words, from) : 0;
        boolean english = greets && Letterspeak.standsAlone(words.get(0));
        boolean onlyAddressees = words.stream().allMatch(Letterspeak::isAddressee);
        return end == words.size() && (!english || onlyAddressees)
                ? new SalutationPhrase(end, false, true)
                : NONE;
    }

    private static boolean isName(List<Word> words, int i) {
        return words.get(i).isCapitalised() && i > 0;
    }

    private static boolean isLoneAddressee(List<Word> words, int i) {
        return Letterspeak.isAddressee(words.get(i)) && words.size() == i + 1;
    }

    private static int afterName(List<Word> words, int from) {
        int i = from;
        while (i < words.size() && i - from < MOST_NAME_WORDS && belongs(words, i)) {
            i++;
        }
        return i;
    }

    private static boolean belongs(List<Word> words, int i) {
        Word word = words.get(i);
        if (Letterspeak.isAddressee(word) || Titles.isHonorific(word.text())) {
            return true;
        }
        if (joins(word) && i + 1 < words.size()) {
            return belongs(words, i + 1);
        }
        if (Titles.isParticle(word.text()) || isRaisedEnd(words, i)) {
            return true;
        }
        boolean name = word.isCapitalised() && !word.hasDigit() && !word.text().endsWith("'s");
        return name && (!CommonWords.contains(word) || GivenNames.contains(word.bare()));
    }

    private static boolean joins(Word word) {
        return List.of("and", "und", "et", "u").contains(word.text());
    }

    /** {@code M rs.}: the raised end of an abbreviated title, read as a word of its own. */
    private static boolean isRaisedEnd(List<Word> words, int i) {
        return List.of("r", "rs", "iss", "me", "lle").contains(words.get(i).bare())
                && i > 0
                && words.get(i - 1).bare().length() == 1;
    }
}
