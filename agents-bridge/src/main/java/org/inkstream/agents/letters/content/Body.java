package org.inkstream.agents.letters.content;

import java.util.List;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** The running text in which a letter says what it has to say. */
final class Body {
    private Body() {}

    /** Between greeting and closing; the whole page where no body can be told from the rest. */
    static CleanText of(LetterZones zones) {
        LetterText letter = zones.letter();
        List<Zone> bodies = zones.all(ZoneKind.BODY);
        return bodies.isEmpty()
                ? letter.clean()
                : letter.clean(bodies.get(0).charStart(), bodies.get(bodies.size() - 1).charEnd());
    }
}
