package org.inkstream.agents.letters.zones;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.text.Line;

/** Tells what stands under the signature: dates, addresses, enclosures, copies, afterthoughts. */
final class TailZones {
    /** What a letter may have under its signature; the rest is one afterthought. */
    private static final int MOST_ZONES = 24;

    private static final Pattern ENCLOSURE =
            Pattern.compile(
                    "(?iu)(?:encl(?:osures?|osed|s)?\\b|\\(?encl?\\.|beilagen?\\b|anlagen?\\b|anbei:"
                            + "|pièces? jointes?|p\\. ?j\\.|annexes?\\b|\\d+ (?:manuscript|beilagen?"
                            + "|enclosures?|anlagen?)\\b|संलग्न).*");
    private static final Pattern COPY =
            Pattern.compile(
                    "(?iu)(?:c\\. ?c\\.|cc|copy to|copies to|kopie an|durchschlag|copie à)\\b.*|(?iu)(?:cc|c\\.c\\.)\\s*:.*");
    private static final Pattern POSTSCRIPT =
            Pattern.compile(
                    "(?iu)(?:p\\. ?s\\b|ps\\b|n\\. ?b\\b|nb\\b|post ?script|nachschrift).*");

    private final List<Block> blocks;
    private final List<Zone> zones = new ArrayList<>();

    TailZones(List<Block> blocks) {
        this.blocks = blocks;
    }

    List<Zone> from(int start) {
        for (Block block : blocks) {
            if (block.charEnd() > start) {
                add(block, start);
            }
        }
        return zones;
    }

    private void add(Block block, int start) {
        boolean outside = zones.size() < MOST_ZONES && isOutside(block);
        boolean dated =
                outside
                        && block.lines().stream()
                                .anyMatch(line -> HeaderLine.isDated(line.trimmed()));
        boolean goesOn = false;
        for (Line line : block.lines()) {
            int from = Math.max(line.charStart(), start);
            if (from < line.charEnd() && !isBlank(line, from)) {
                ZoneKind before =
                        zones.isEmpty() ? ZoneKind.SIGNATURE : zones.get(zones.size() - 1).kind();
                ZoneKind kind =
                        zones.size() < MOST_ZONES
                                ? kind(line.trimmed(), before, goesOn, outside, dated)
                                : ZoneKind.POSTSCRIPT;
                put(kind, before, from, line.charEnd());
                goesOn = true;
            }
        }
    }

    private void put(ZoneKind kind, ZoneKind before, int from, int to) {
        boolean merges = kind == before && !zones.isEmpty();
        int start = merges ? zones.remove(zones.size() - 1).charStart() : from;
        zones.add(new Zone(kind, start, to));
    }

    private static boolean isBlank(Line line, int from) {
        return line.text()
                .substring(from - line.charStart())
                .codePoints()
                .noneMatch(Character::isLetterOrDigit);
    }

    private static ZoneKind kind(
            String line, ZoneKind before, boolean goesOn, boolean outside, boolean dated) {
        if (ENCLOSURE.matcher(line).matches()) {
            return ZoneKind.ENCLOSURE;
        }
        if (COPY.matcher(line).matches() || (before == ZoneKind.COPY && goesOn)) {
            return ZoneKind.COPY;
        }
        boolean afterthought = before == ZoneKind.POSTSCRIPT && goesOn;
        if (afterthought || !outside || POSTSCRIPT.matcher(line).matches()) {
            return ZoneKind.POSTSCRIPT;
        }
        if (HeaderLine.isDated(line) && HeaderLine.isHeader(line)) {
            return ZoneKind.DATELINE;
        }
        if (before == ZoneKind.ADDRESS || AddressLines.opens(line)) {
            return ZoneKind.ADDRESS;
        }
        return dated ? ZoneKind.DATELINE : ZoneKind.POSTSCRIPT;
    }

    /** A block that holds only names, places, numbers and dates is no afterthought. */
    private static boolean isOutside(Block block) {
        return block.lines().stream()
                .allMatch(
                        line ->
                                AddressLines.opens(line.trimmed())
                                        || HeaderLine.isHeader(line.trimmed()));
    }
}
