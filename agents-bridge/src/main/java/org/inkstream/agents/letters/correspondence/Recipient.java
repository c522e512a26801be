package org.inkstream.agents.letters.correspondence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.people.NameReader;
import org.inkstream.agents.letters.people.PersonName;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.words.Letterspeak;
import org.inkstream.agents.letters.words.NameShape;
import org.inkstream.agents.letters.words.Titles;
import org.inkstream.agents.letters.words.Word;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** Reads to whom a letter goes: from its address, its greeting, or the name it speaks to. */
public final class Recipient {
    private static final int OPENING = 300;
    private static final Pattern DIRECTION =
            Pattern.compile("(?iu)^(?:(?:to|for|an (?:den|die|das)|an|à|messrs|tit)\\b[\\s.]*)+");
    private static final Pattern SPOKEN_TO =
            Pattern.compile(
                    "(?iu)\\b(?:(?:my|mein[e]?) (?:own |very )?)?(?:dear(?:est)?|liebe[rs]?|cher|chère)\\s+$");

    private final LetterZones zones;
    private final LetterText letter;

    private Recipient(LetterZones zones) {
        this.zones = zones;
        this.letter = zones.letter();
    }

    public static Readings of(LetterZones zones) {
        return new Recipient(zones).read();
    }

    private Readings read() {
        Readings readings = Readings.none();
        List<Zone> addresses = new ArrayList<>(zones.all(ZoneKind.ADDRESS));
        addresses.sort(Comparator.comparing(this::isUndirected));
        for (Zone zone : addresses) {
            if (readings.get(Readings.NAME).isEmpty()) {
                readings = inAddress(zone);
            }
        }
        if (readings.get(Readings.NAME).isPresent()) {
            return readings;
        }
        for (Optional<Readings> greeted : List.of(inGreeting(), spokenTo())) {
            if (greeted.isPresent()) {
                return greeted.get();
            }
        }
        return readings;
    }

    /** An address that says to whom stands for the recipient before one that gives a name only. */
    private boolean isUndirected(Zone address) {
        String line = zones.quote(address);
        return !DIRECTION.matcher(line).find() && !line.startsWith("Herrn");
    }

    /** The first line names the one written to, the rest says where. */
    private Readings inAddress(Zone zone) {
        List<Line> lines = linesOf(zone);
        Readings readings = Readings.none();
        int next = 0;
        while (next < lines.size() && readings.get(Readings.NAME).isEmpty()) {
            readings = named(lines.get(next));
            next++;
        }
        if (next < lines.size()) {
            Line last = lines.get(lines.size() - 1);
            int from = lines.get(next).charStart();
            readings =
                    readings.with(Readings.ADDRESS, Slices.reading(letter, from, last.charEnd()))
                            .with(Readings.LOCATION, location(lines.subList(next, lines.size())));
        }
        return readings;
    }

    private List<Line> linesOf(Zone zone) {
        List<Line> lines = new ArrayList<>();
        for (Line line : letter.lines()) {
            boolean inside = line.charEnd() > zone.charStart() && line.charStart() < zone.charEnd();
            if (inside && !line.isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The last line that has no number is the town. */
    private Optional<Reading> location(List<Line> lines) {
        Optional<Reading> town = Optional.empty();
        for (Line line : lines) {
            boolean numbered = line.text().codePoints().anyMatch(Character::isDigit);
            if (!numbered) {
                town = Slices.reading(letter, line.charStart(), line.charEnd());
            }
        }
        return town;
    }

    private Readings named(Line line) {
        Matcher direction = DIRECTION.matcher(line.text());
        int from = direction.find() ? direction.end() : 0;
        String rest = line.text().substring(from);
        int at = line.charStart() + from;
        List<PersonName> names = NameReader.read(rest);
        if (!names.isEmpty()) {
            return of(names.get(0), at);
        }
        List<Word> words = Word.of(rest);
        boolean name = NameShape.of(rest) != NameShape.NO_NAME;
        boolean office = !words.isEmpty() && words.get(0).isCapitalised() && from > 0;
        return name || office
                ? Readings.none().with(Readings.NAME, Slices.reading(letter, at, line.charEnd()))
                : Readings.none();
    }

    private Readings of(PersonName name, int at) {
        Readings readings =
                Readings.none()
                        .with(
                                Readings.NAME,
                                Optional.of(
                                        new Reading(
                                                name.called(),
                                                letter.span(at + name.start(), at + name.end()))));
        return name.honorific().isEmpty()
                ? readings
                : readings.with(
                        Readings.TITLE,
                        Slices.reading(
                                letter,
                                at + name.start(),
                                at + name.start() + name.honorific().length()));
    }

    /** {@code My dear Mrs. Brinkley}; {@code Dear Sir} names nobody, but may give a title. */
    private Optional<Readings> inGreeting() {
        return zones.first(ZoneKind.SALUTATION)
                .flatMap(
                        zone -> {
                            String text = letter.text().substring(zone.charStart(), zone.charEnd());
                            return NameReader.read(text).stream()
                                    .filter(name -> !isAddressee(name))
                                    .findFirst()
                                    .map(name -> of(name, zone.charStart()))
                                    .or(() -> nameAtEnd(text, zone.charStart()));
                        });
    }

    private static boolean isAddressee(PersonName name) {
        return Word.of(name.name()).stream()
                .allMatch(word -> Letterspeak.isAddressee(word) || Titles.isHonorific(word.text()));
    }

    /** A greeting by a name that the list of given names does not know: {@code Dear Tibby}. */
    private Optional<Readings> nameAtEnd(String greeting, int at) {
        List<Word> words = Word.of(greeting);
        Word last = words.get(words.size() - 1);
        boolean silent =
                Letterspeak.isAddressee(last)
                        || Letterspeak.endears(last)
                        || Letterspeak.isPossessive(last)
                        || Titles.isHonorific(last.text());
        boolean office =
                words.stream()
                        .anyMatch(
                                word ->
                                        word.bare().matches("Herrn?|Monsieur")
                                                || Titles.isOffice(word.text()));
        return silent || office || !last.isCapitalised() || words.size() < 2
                ? Optional.empty()
                : Slices.reading(letter, at + last.start(), at + last.end())
                        .map(name -> Readings.none().with(Readings.NAME, Optional.of(name)));
    }

    /** {@code There is no help for it my dear Mrs Lockhart …}, in the letter's opening. */
    private Optional<Readings> spokenTo() {
        int start = zones.first(ZoneKind.BODY).map(Zone::charStart).orElse(0);
        String opening =
                letter.text().substring(start, Math.min(letter.text().length(), start + OPENING));
        return NameReader.read(opening).stream()
                .filter(name -> SPOKEN_TO.matcher(opening.substring(0, name.start())).find())
                .findFirst()
                .map(name -> of(name, start));
    }
}
