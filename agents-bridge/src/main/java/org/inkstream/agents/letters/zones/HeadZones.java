package org.inkstream.agents.letters.zones;

import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.letters.text.Line;

/** Tells dateline, address and letterhead apart in the lines above the greeting. */
final class HeadZones {
    /** A place stands no further above its date. */
    private static final int MOST_LINES = 6;

    private final List<Block> blocks;

    HeadZones(List<Block> blocks) {
        this.blocks = blocks;
    }

    /**
     * The zones of the lines that begin before {@code end}; neighbours of one kind are one zone.
     */
    List<Zone> until(int end) {
        List<Zone> zones = new ArrayList<>();
        for (Block block : blocks) {
            boolean inAddress = false;
            for (int i = 0; i < block.size(); i++) {
                Line line = block.lines().get(i);
                int lineEnd = Math.min(line.charEnd(), end);
                if (line.charStart() >= end
                        || line.text().isBlank()
                        || lineEnd == line.charStart()) {
                    continue;
                }
                ZoneKind kind = kind(block, i, inAddress);
                inAddress = kind == ZoneKind.ADDRESS;
                merge(zones, new Zone(kind, line.charStart(), lineEnd), i > 0);
            }
        }
        return zones;
    }

    private static ZoneKind kind(Block block, int index, boolean inAddress) {
        String line = block.lines().get(index).trimmed();
        boolean directed = AddressLines.opens(line) && !HeaderLine.hasDate(line);
        if (isDated(line) && !directed) {
            return ZoneKind.DATELINE;
        }
        if (directed || (inAddress && AddressLines.goesOn(line))) {
            return ZoneKind.ADDRESS;
        }
        boolean aboveDate =
                block.lines().stream()
                        .skip(index)
                        .limit(MOST_LINES)
                        .anyMatch(below -> isDated(below.trimmed()));
        return aboveDate && HeaderLine.isHeader(line) && !isPrinted(line)
                ? ZoneKind.DATELINE
                : ZoneKind.LETTERHEAD;
    }

    /** Printed heads are set in capitals throughout. */
    private static boolean isPrinted(String line) {
        return line.codePoints().noneMatch(Character::isLowerCase)
                && line.codePoints().filter(Character::isUpperCase).count() > 3;
    }

    private static boolean isDated(String line) {
        return HeaderLine.isDated(line);
    }

    private static void merge(List<Zone> zones, Zone zone, boolean sameBlock) {
        int last = zones.size() - 1;
        if (last >= 0 && sameBlock && zones.get(last).kind() == zone.kind()) {
            zones.set(last, new Zone(zone.kind(), zones.get(last).charStart(), zone.charEnd()));
        } else {
            zones.add(zone);
        }
    }
}
