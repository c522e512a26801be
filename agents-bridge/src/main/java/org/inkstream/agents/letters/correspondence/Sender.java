package org.inkstream.agents.letters.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.people.NameReader;
import org.inkstream.agents.letters.people.PersonName;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.words.Word;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** Reads who wrote a letter: from the signature, the letterhead, or a note in the third person. */
public final class Sender {
    private static final int OPENING = 160;
    private static final Pattern THIRD_PERSON =
            Pattern.compile(
                    "\\s*(?iu:presents|begs|requests|regrets|understands|returns|thanks|encloses"
                            + "|sends|hopes|has|is|will|would|compliments|kind compliments"
                            + "|best compliments)\\b.*",
                    Pattern.DOTALL);

    private final LetterZones zones;
    private final LetterText letter;

    private Sender(LetterZones zones) {
        this.zones = zones;
        this.letter = zones.letter();
    }

    public static Readings of(LetterZones zones) {
        return new Sender(zones).read();
    }

    private Readings read() {
        Readings signed = Signatory.of(zones);
        Optional<Reading> signature = signed.get(Readings.NAME);
        Optional<Reading> whole = signature.flatMap(this::inFull);
        return Readings.none()
                .with(Readings.NAME, whole)
                .with(Readings.NAME, signature)
                .with(Readings.NAME, thirdPerson())
                .with(Readings.TITLE, signed.get(Readings.TITLE))
                .with(Readings.ORGANIZATION, signed.get(Readings.ORGANIZATION))
                .with(Readings.LOCATION, Place.of(zones))
                .with(Readings.ADDRESS, Place.of(zones).filter(Sender::isStreet));
    }

    private static boolean isStreet(Reading place) {
        return place.value().codePoints().anyMatch(Character::isDigit);
    }

    /** The name in the letterhead that a given name or initials under the letter stand for. */
    private Optional<Reading> inFull(Reading signature) {
        int bodyStart = zones.first(ZoneKind.BODY).map(Zone::charStart).orElse(0);
        for (PersonName name : NameReader.read(letter.text().substring(0, bodyStart))) {
            boolean address = inAddress(name.start());
            if (!address && isShortFor(signature.value(), name.name())) {
                return Optional.of(new Reading(name.name(), letter.span(name.start(), name.end())));
            }
        }
        return Optional.empty();
    }

    private boolean inAddress(int at) {
        return zones.zones().stream()
                .filter(zone -> zone.kind() != ZoneKind.LETTERHEAD)
                .filter(zone -> zone.kind() != ZoneKind.DATELINE)
                .anyMatch(zone -> zone.charStart() <= at && at < zone.charEnd());
    }

    private static boolean isShortFor(String signature, String name) {
        List<Word> parts = Word.of(name);
        if (parts.size() < 2) {
            return false;
        }
        String letters = signature.replaceAll("[^\\p{L}]", "");
        StringBuilder initials = new StringBuilder();
        parts.forEach(part -> initials.appendCodePoint(part.text().codePointAt(0)));
        return letters.contentEquals(initials) || letters.equals(parts.get(0).bare());
    }

    /** {@code Miss Edgeworth presents her compliments …}. */
    private Optional<Reading> thirdPerson() {
        if (zones.first(ZoneKind.SALUTATION).isPresent()) {
            return Optional.empty();
        }
        int start = zones.first(ZoneKind.BODY).map(Zone::charStart).orElse(0);
        int end = Math.min(letter.text().length(), start + OPENING);
        String opening = letter.text().substring(start, end);
        for (PersonName name : NameReader.read(opening)) {
            String rest = opening.substring(name.end()).replaceFirst("^['’]s", "");
            boolean first = opening.substring(0, name.start()).isBlank();
            Matcher goesOn = THIRD_PERSON.matcher(rest);
            if (first && !name.honorific().isEmpty() && goesOn.matches()) {
                return Optional.of(
                        new Reading(
                                name.called(),
                                letter.span(start + name.start(), start + name.end())));
            }
        }
        return Optional.empty();
    }
}
