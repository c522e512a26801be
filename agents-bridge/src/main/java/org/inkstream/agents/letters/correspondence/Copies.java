package org.inkstream.agents.letters.correspondence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** Reads who gets a copy of a letter, openly or blind. */
public final class Copies {
    private static final Pattern BLIND = Pattern.compile("(?iu)\\s*b\\. ?c\\. ?c|\\s*bcc");
    private static final Pattern MARK =
            Pattern.compile(
                    "(?iu)\\s*(?:b?\\. ?c\\. ?c\\.?|b?cc|c\\. ?c\\.?|copy to|copies to|kopie an"
                            + "|durchschlag(?: an)?|copie à)\\s*:?\\s*");
    private static final Pattern APART = Pattern.compile("[;,\\n]");

    private Copies() {}

    /**
     * @param blind whether to read those whom the others do not see
     */
    public static List<Reading> of(LetterZones zones, boolean blind) {
        List<Reading> readings = new ArrayList<>();
        for (Zone zone : zones.all(ZoneKind.COPY)) {
            String text = zones.letter().text().substring(zone.charStart(), zone.charEnd());
            if (BLIND.matcher(text).lookingAt() == blind) {
                readings.addAll(names(zones, zone, text));
            }
        }
        return readings;
    }

    private static List<Reading> names(LetterZones zones, Zone zone, String text) {
        Matcher mark = MARK.matcher(text);
        int start = mark.lookingAt() ? mark.end() : 0;
        List<Reading> readings = new ArrayList<>();
        Matcher apart = APART.matcher(text);
        while (start < text.length()) {
            int end = apart.find(start) ? apart.start() : text.length();
            Slices.reading(zones.letter(), zone.charStart() + start, zone.charStart() + end)
                    .ifPresent(readings::add);
            start = end + 1;
        }
        return readings;
    }
}
