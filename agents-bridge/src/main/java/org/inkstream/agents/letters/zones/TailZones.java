package org.inkstream.agents.letters.zones;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.text.Line;

/** Tells what stands under the signature: dates, addresses, enclosures, copies, afterthoughts. */
final class TailZones {
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
        ZoneKind before = ZoneKind.SIGNATURE;
        for (Block block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                Line line = block.lines().get(i);
                int from = Math.max(line.charStart(), start);
                if (from >= line.charEnd() || isBlank(line, from)) {
                    continue;
                }
                ZoneKind kind = kind(line.trimmed(), before, i > 0, block);
                if (kind == before && !zones.isEmpty()) {
                    Zone open = zones.remove(zones.size() - 1);
                    zones.add(new Zone(kind, open.charStart(), line.charEnd()));
                } else {
                    zones.add(new Zone(kind, from, line.charEnd()));
                }
                before = kind;
            }
        }
        return zones;
    }

    private static boolean isBlank(Line line, int from) {
        return line.text()
                .substring(from - line.charStart())
                .codePoints()
                .noneMatch(Character::isLetterOrDigit);
    }

    private static ZoneKind kind(String line, ZoneKind before, boolean sameBlock, Block block) {
        if (ENCLOSURE.matcher(line).matches()) {
            return ZoneKind.ENCLOSURE;
        }
        if (COPY.matcher(line).matches() || (before == ZoneKind.COPY && sameBlock)) {
            return ZoneKind.COPY;
        }
        if (POSTSCRIPT.matcher(line).matches()) {
            return ZoneKind.POSTSCRIPT;
        }
        if (before == ZoneKind.POSTSCRIPT && sameBlock || !isOutside(block)) {
            return ZoneKind.POSTSCRIPT;
        }
        if (HeaderLine.isDated(line) && HeaderLine.isHeader(line)) {
            return ZoneKind.DATELINE;
        }
        boolean address = before == ZoneKind.ADDRESS || AddressLines.opens(line);
        return address ? ZoneKind.ADDRESS : ZoneKind.DATELINE;
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
