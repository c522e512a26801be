package org.inkstream.agents.letters.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.words.GivenNames;
import org.inkstream.agents.letters.words.NameShape;
import org.inkstream.agents.letters.words.Titles;
import org.inkstream.agents.letters.words.Word;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** Reads from a signature who signed, as what, and for whom. */
public final class Signatory {
    /** What invitations end with; it looks like initials. */
    private static final Pattern ASKS_FOR_ANSWER =
            Pattern.compile("(?iu)r\\W*s\\W*v\\W*p\\W*|u\\W*a\\W*w\\W*g\\W*");

    private static final Pattern RUN_TOGETHER =
            Pattern.compile("\\p{Lu}{2,4}\\p{Ll}{2,20}|\\p{Lu}{1,3} ?\\p{Lu}{1,3}\\p{Ll}{2,20}");
    private static final Pattern FOR_WHOM =
            Pattern.compile(
                    "(?iu)(?:für|namens|im namen|for and on behalf of|on behalf of|for|pour|au nom)"
                            + "(?: (?:die|der|des|den|the|la|le|du|de la))?\\s+(\\S.{1,80})");

    private final LetterText letter;
    private final int start;
    private final int end;

    private Signatory(LetterText letter, Zone signature) {
        this.letter = letter;
        this.start = signature.charStart();
        this.end = signature.charEnd();
    }

    /** Name, title and organization of whoever signed; nothing if nobody did. */
    public static Readings of(LetterZones zones) {
        return zones.first(ZoneKind.SIGNATURE)
                .map(signature -> new Signatory(zones.letter(), signature).read())
                .orElseGet(Readings::none);
    }

    private Readings read() {
        return Readings.none()
                .with(Readings.NAME, name())
                .with(Readings.TITLE, title())
                .with(Readings.ORGANIZATION, organization());
    }

    /** The signature's last line that is a name, without rank and office. */
    private Optional<Reading> name() {
        Optional<Reading> found = Optional.empty();
        for (int[] line : lines()) {
            String text = letter.text().substring(line[0], line[1]);
            if (NameShape.of(text) != NameShape.NO_NAME && !isNobody(text)) {
                found = nameIn(line[0], text);
            }
        }
        return found;
    }

    private static boolean isNobody(String line) {
        return ASKS_FOR_ANSWER.matcher(line.strip()).matches() || isAllTitles(line);
    }

    private static boolean isAllTitles(String line) {
        return Word.of(line).stream().allMatch(Signatory::isQuality);
    }

    private Optional<Reading> nameIn(int at, String line) {
        List<Word> words = Word.of(line);
        int from = 0;
        int to = words.size();
        while (from < to - 1 && Titles.isHonorific(words.get(from).text())) {
            from++;
        }
        while (to > from + 1 && isQuality(words.get(to - 1))) {
            to--;
        }
        return reading(at + words.get(from).start(), at + end(words.get(to - 1)))
                .map(name -> new Reading(apart(name.value()), name.span()));
    }

    /** {@code JGLockhart} is J G Lockhart. */
    private static String apart(String name) {
        return RUN_TOGETHER.matcher(name).matches()
                ? name.replaceAll("(?<=\\p{Lu})(?=\\p{Lu})", " ")
                : name;
    }

    /** The full stop that ends a signature is no part of the name; that of an initial is. */
    private static int end(Word last) {
        boolean initial = last.isInitials() || last.bare().length() < 3;
        return initial ? last.end() : last.start() + last.bare().length();
    }

    private static boolean isQuality(Word word) {
        return Titles.isQuality(word.text()) && !GivenNames.contains(word.bare());
    }

    private Optional<Reading> title() {
        for (int[] line : lines()) {
            String text = letter.text().substring(line[0], line[1]);
            List<Word> words = Word.of(text);
            for (Word word : words) {
                boolean first = word.start() == words.get(0).start();
                if (isQuality(word) || (first && Titles.isHonorific(word.text()))) {
                    return reading(line[0] + word.start(), line[0] + word.end());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Reading> organization() {
        for (int[] line : lines()) {
            Matcher matcher = FOR_WHOM.matcher(letter.text().substring(line[0], line[1]).strip());
            if (matcher.matches()) {
                return reading(line[0] + matcher.start(1), line[0] + matcher.end(1));
            }
        }
        return Optional.empty();
    }

    private List<int[]> lines() {
        return letter.lines().stream()
                .filter(line -> line.charEnd() > start && line.charStart() < end)
                .map(
                        line ->
                                new int[] {
                                    Math.max(start, line.charStart()), Math.min(end, line.charEnd())
                                })
                .toList();
    }

    private Optional<Reading> reading(int from, int to) {
        return Slices.reading(letter, from, to);
    }
}
