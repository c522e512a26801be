package org.inkstream.agents.letters.zones;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.words.Word;

/** Knows the formulas with which a letter takes its leave, as they stand just before a name. */
final class Valedictions {
    private static final int LOOK_BACK = 160;
    private static final Set<String> YOURS = set("your your's yours yrs yr ys yr's youre");
    private static final Set<String> ENGLISH_ENDS =
            set(
                    "yours your's yrs ys affectionate affectionately affecly affectly affte affect"
                            + " affec affecte aff affy afft sincerely sincere sincy truly faithfully"
                            + " faithful obediently obedient obedt obt obet servant servt sert ser serv"
                            + " servts servants obliged friend friends respectfully cordially"
                            + " gratefully grateful fondly attached devoted humble loving ever"
                            + " always regard esteem");

    /** Sign only as somebody's: {@code your loving son}. */
    private static final Set<String> RELATIONS =
            set(
                    "sister brother daughter son mother father niece nephew cousin aunt uncle wife"
                            + " husband reader child pupil colleague comrade");

    private static final Set<String> STANDS_ALONE =
            set(
                    "sincerely truly faithfully affectionately respectfully cordially obediently"
                            + " adieu farewell gratefully fraternally servt servant");
    private static final Set<String> LEAVE_TAKING =
            set("ever believe am remain adieu regards love compliments compts always god wishes");
    private static final Pattern GERMAN_PRONOUN =
            Pattern.compile("Ihr(?:e|em|en|er)?|Dein(?:e|em|en|er)?|Euer|Eure|Eurer|Ew");
    private static final Pattern GERMAN_END =
            Pattern.compile(
                    "(?iu:hochachtung\\p{L}{0,6}|hochachtend|ergebenste?r?n?s?|ergebene?r?n?"
                            + "|herzlichste?|herzlich|gr[üu](?:ß|ss)(?:e|en|end|t)?|verehrung|achtung"
                            + "|treue[rn]?|treulichst|freundlichst|gehorsamste?r?|dankbare?r?)");
    private static final Set<String> FRENCH_ENDS =
            set(
                    "distinguée distinguee considération consideration sentiments salutations"
                            + " dévoué devoué dévouée dévoués serviteur serv servante ami amie"
                            + " affectionné affectionnée obéissant amitiés respect respects"
                            + " dévouement distingués empressées empressés");
    private static final Set<String> OTHER_ENDS =
            set("भवदीय भवदीया आपका आपकी विनीत शुभचिंतक devotissimo affezionatissimo atentamente");

    private Valedictions() {}

    private static Set<String> set(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    /** How sure it is that a text takes leave at its end: 0 not at all, 3 beyond doubt. */
    static int strengthAtEndOf(String before) {
        String end = before.substring(Math.max(0, before.length() - LOOK_BACK));
        List<Word> words = Word.of(end);
        if (words.isEmpty()) {
            return 0;
        }
        return Math.max(english(words), Math.max(german(words), french(words)));
    }

    /** Whether a text says adieu within its last words. */
    static boolean takesLeaveLately(String before) {
        String end = before.substring(Math.max(0, before.length() - LOOK_BACK));
        return within(Word.of(end), 12, Set.of("adieu", "farewell", "goodbye", "bye"));
    }

    private static int english(List<Word> words) {
        String last = plain(words, 1);
        boolean your = within(words, 5, YOURS);
        if (your && (ENGLISH_ENDS.contains(last) || RELATIONS.contains(last))) {
            return 3;
        }
        if (STANDS_ALONE.contains(last) || OTHER_ENDS.contains(last)) {
            return 2;
        }
        if (YOURS.contains(last)) {
            return last.startsWith("your") && last.length() == 4 ? 1 : 3;
        }
        boolean leaves = within(words, 12, LEAVE_TAKING);
        return (your && leaves) || (ENGLISH_ENDS.contains(last) && leaves) ? 2 : 0;
    }

    private static int german(List<Word> words) {
        String last = words.get(words.size() - 1).bare();
        boolean ours = false;
        for (int i = Math.max(0, words.size() - 4); i < words.size(); i++) {
            ours |= GERMAN_PRONOUN.matcher(words.get(i).bare()).matches();
        }
        if (GERMAN_END.matcher(last).matches()) {
            return ours ? 3 : 2;
        }
        return GERMAN_PRONOUN.matcher(last).matches() ? 3 : 0;
    }

    private static int french(List<Word> words) {
        String last = plain(words, 1);
        if (FRENCH_ENDS.contains(last)) {
            return within(words, 6, Set.of("votre", "ton", "vos")) ? 3 : 2;
        }
        return last.equals("vous") && within(words, 3, Set.of("tout")) ? 2 : 0;
    }

    private static boolean within(List<Word> words, int last, Set<String> wanted) {
        for (int back = 1; back <= Math.min(last, words.size()); back++) {
            if (wanted.contains(plain(words, back))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(List<Word> words, int fromEnd) {
        return words.get(words.size() - fromEnd).bare().toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}
