package org.inkstream.agents.letters.zones;

import java.util.List;
import java.util.Optional;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/**
 * A letter cut into its parts, in text order. A part that is not there is simply missing; zones
 * never overlap. Immutable.
 */
public final class LetterZones {
    private final LetterText letter;
    private final List<Zone> zones;
    private final int closingStrength;

    LetterZones(LetterText letter, List<Zone> zones, int closingStrength) {
        this.letter = letter;
        this.zones = List.copyOf(zones);
        this.closingStrength = closingStrength;
    }

    /** Cuts a letter; for a letter that several tools read, ask {@link LetterReader}. */
    public static LetterZones of(LetterText letter) {
        return new ZoneParser(letter).parse();
    }

    public LetterText letter() {
        return letter;
    }

    public List<Zone> zones() {
        return zones;
    }

    /** How sure the closing formula is: 0 there is none, 3 beyond doubt. */
    public int closingStrength() {
        return closingStrength;
    }

    public Optional<Zone> first(ZoneKind kind) {
        return zones.stream().filter(zone -> zone.kind() == kind).findFirst();
    }

    public List<Zone> all(ZoneKind kind) {
        return zones.stream().filter(zone -> zone.kind() == kind).toList();
    }

    /** Where a zone stands, in code points. */
    public Span span(Zone zone) {
        return letter.trimmed(zone.charStart(), zone.charEnd());
    }

    /** What stands in a zone, as it stands there. */
    public String quote(Zone zone) {
        return letter.quote(span(zone));
    }

    /** What stands in a zone, in one line. */
    public String oneLine(Zone zone) {
        return quote(zone).replaceAll("\\s+", " ");
    }
}
