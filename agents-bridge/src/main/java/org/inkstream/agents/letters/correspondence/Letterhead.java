package org.inkstream.agents.letters.correspondence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** Reads what is printed or stamped at the head of a letter: the firm, its numbers, its file. */
public final class Letterhead {
    private static final int LONGEST_HEAD = 2_000;
    private static final Pattern TELEPHONE =
            Pattern.compile(
                    "(?iu)\\b(?:tele?ph(?:one)?|tel|fernsprecher|telefon|fernruf|ruf|phone)\\b[.:]?"
                            + "\\s*(?:nos?\\.?|nr\\.?|n°)?\\s*([+(]?\\d[\\d ()./-]{1,20}\\d)");
    private static final Pattern FAX =
            Pattern.compile(
                    "(?iu)\\b(?:tele)?fax\\b[.:]?\\s*(?:nos?\\.?|nr\\.?)?\\s*([+(]?\\d[\\d ()./-]{1,20}\\d)");
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\d._%+-]{1,64}@[\\p{L}\\d.-]{1,100}\\.\\p{L}{2,10}");
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?iu)(?:\\b(?:our |your )?ref(?:erence)?\\b\\.?(?: ?no\\.?)?|\\bfile no\\b\\.?"
                            + "|\\baktenzeichen\\b|\\bgesch(?:äfts)?\\.?-? ?z(?:eichen)?\\b\\.?"
                            + "|\\b(?:ad|journal) n[or]\\b\\.?|\\bn/réf\\b\\.?|\\bl\\. ?no\\b\\.?)"
                            + "[ \\t]*[:.]?[ \\t]*([\\p{L}\\d][\\p{L}\\d./ -]{0,30}\\d[\\p{L}\\d./-]{0,10})");

    private final LetterZones zones;
    private final LetterText letter;
    private final int end;

    public Letterhead(LetterZones zones) {
        this.zones = zones;
        this.letter = zones.letter();
        this.end =
                Math.min(
                        LONGEST_HEAD,
                        zones.first(ZoneKind.BODY)
                                .map(Zone::charStart)
                                .orElse(letter.text().length()));
    }

    /** The lines above the greeting that are neither date nor address. */
    public Optional<Reading> text() {
        return zones.first(ZoneKind.LETTERHEAD)
                .filter(zone -> zone.charEnd() <= end)
                .flatMap(zone -> Slices.reading(letter, zone.charStart(), zone.charEnd()));
    }

    public Optional<Reading> telephone() {
        return firstGroup(TELEPHONE, 1);
    }

    public Optional<Reading> fax() {
        return firstGroup(FAX, 1);
    }

    public Optional<Reading> email() {
        return firstGroup(EMAIL, 0);
    }

    /** The number under which one of the two offices files the letter. */
    public Optional<Reading> reference() {
        return firstGroup(REFERENCE, 1);
    }

    private Optional<Reading> firstGroup(Pattern pattern, int group) {
        Matcher matcher = pattern.matcher(letter.text().substring(0, end));
        return matcher.find()
                ? Slices.reading(letter, matcher.start(group), matcher.end(group))
                : Optional.empty();
    }
}
