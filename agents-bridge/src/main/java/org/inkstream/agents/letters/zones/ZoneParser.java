package org.inkstream.agents.letters.zones;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.zones.Salutations.Found;

/** Cuts one letter: first the greeting, then the ending, then what is around and between them. */
final class ZoneParser {
    private static final int MOST_HEAD_LINES = 6;

    private final LetterText letter;
    private final List<Block> blocks;
    private final List<Zone> zones = new ArrayList<>();

    ZoneParser(LetterText letter) {
        this.letter = letter;
        this.blocks = Block.of(letter);
    }

    LetterZones parse() {
        if (blocks.isEmpty()) {
            return new LetterZones(letter, List.of(), 0);
        }
        Optional<Found> greeting = Salutations.in(letter, blocks);
        int headEnd = greeting.map(Found::charStart).orElseGet(this::endOfUngreetedHead);
        int bodyStart = greeting.map(Found::charEnd).orElse(headEnd);
        Optional<Ending> ending = Endings.in(letter, blocks, bodyStart);
        int bodyEnd = ending.map(Ending::start).orElseGet(() -> endOfUnsignedBody(bodyStart));

        zones.addAll(new HeadZones(blocks).until(headEnd));
        add(ZoneKind.SALUTATION, headEnd, bodyStart);
        add(ZoneKind.BODY, bodyStart, bodyEnd);
        ending.ifPresent(this::addEnding);
        zones.addAll(new TailZones(blocks).from(ending.map(Ending::end).orElse(bodyEnd)));
        zones.sort(Comparator.comparingInt(Zone::charStart));
        return new LetterZones(letter, zones, ending.map(Ending::strength).orElse(0));
    }

    /** Without a greeting the head is the lines at the top that hold places, dates and names. */
    private int endOfUngreetedHead() {
        int end = blocks.get(0).charStart();
        int seen = 0;
        for (Block block : blocks) {
            for (Line line : block.lines()) {
                boolean header =
                        AddressLines.opens(line.trimmed())
                                || HeaderLine.isHeader(line.trimmed())
                                || (block.size() == 1 && HeaderLine.endsWithDate(line.trimmed()));
                if (!header || seen++ == MOST_HEAD_LINES) {
                    return end;
                }
                end = line.charEnd();
            }
        }
        // Nothing but short lines: a list or a scrap, and no line of it is known for a head.
        return blocks.get(0).charStart();
    }

    /** Without an ending the body ends where the address on the outside begins. */
    private int endOfUnsignedBody(int bodyStart) {
        int end = blocks.get(blocks.size() - 1).charEnd();
        for (int b = blocks.size() - 1; b > 0; b--) {
            Block block = blocks.get(b);
            boolean outside =
                    block.charStart() > bodyStart
                            && block.lines().stream()
                                    .allMatch(
                                            line ->
                                                    AddressLines.opens(line.trimmed())
                                                            || HeaderLine.isHeader(line.trimmed()));
            if (!outside) {
                return Math.max(bodyStart, block.charEnd());
            }
            end = block.charStart();
        }
        return Math.max(bodyStart, end);
    }

    private void addEnding(Ending ending) {
        add(ZoneKind.CLOSING, ending.closingStart(), ending.closingEnd());
        // A name far below the formula leaves a postscript between them.
        if (ending.isSigned() && ending.hasClosing()) {
            add(ZoneKind.POSTSCRIPT, ending.closingEnd(), ending.signatureStart());
        }
        add(ZoneKind.SIGNATURE, ending.signatureStart(), ending.signatureEnd());
    }

    private void add(ZoneKind kind, int start, int end) {
        boolean says =
                start < end
                        && letter.text()
                                .substring(start, end)
                                .codePoints()
                                .anyMatch(Character::isLetterOrDigit);
        if (says) {
            zones.add(new Zone(kind, start, end));
        }
    }
}
