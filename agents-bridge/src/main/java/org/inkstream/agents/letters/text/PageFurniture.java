package org.inkstream.agents.letters.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells the lines that belong to the page or to the scan from those that belong to the letter. */
final class PageFurniture {
    private static final Pattern PAGE_NUMBER =
            Pattern.compile(
                    "[-–—\\[(~*]{1,3} {0,2}\\d{1,3} {0,2}[-–—\\])~*]{1,3}"
                            + "|(?iu:page|seite|p\\.|s\\.|blatt|fol\\.?) {0,2}\\d{1,3}"
                            + "(?iu: {0,2}(?:of|von|de|/) {0,2}\\d{1,3})?\\.?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int EDGE_LINES = 2;
    private static final int LONGEST_HEAD = 90;

    private final Set<Integer> lines;

    private PageFurniture(Set<Integer> lines) {
        this.lines = lines;
    }

    static PageFurniture of(List<Line> lines) {
        Set<Integer> furniture = runningHeads(lines);
        for (Line line : lines) {
            if (isNoise(line.trimmed()) || isPageNumber(line.trimmed())) {
                furniture.add(line.index());
            }
        }
        return new PageFurniture(furniture);
    }

    boolean contains(Line line) {
        return lines.contains(line.index());
    }

    private static boolean isPageNumber(String line) {
        return line.length() <= 20 && PAGE_NUMBER.matcher(line).matches();
    }

    /** A line without a letter or a digit says nothing. */
    private static boolean isNoise(String line) {
        return !line.isEmpty() && line.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** Lines near a page's edge that stand on several pages, their numbers aside. */
    private static Set<Integer> runningHeads(List<Line> lines) {
        Map<String, Set<Integer>> pagesByHead = new HashMap<>();
        Map<Integer, String> headByLine = new HashMap<>();
        for (List<Line> page : byPage(lines)) {
            for (Line line : edges(page)) {
                String head =
                        DIGITS.matcher(line.trimmed().toLowerCase(Locale.ROOT)).replaceAll("#");
                if (head.length() <= LONGEST_HEAD) {
                    headByLine.put(line.index(), head);
                    pagesByHead.computeIfAbsent(head, key -> new HashSet<>()).add(line.page());
                }
            }
        }
        Set<Integer> heads = new HashSet<>();
        headByLine.forEach(
                (line, head) -> {
                    // The first page keeps its copy: there it is the letterhead.
                    boolean repeated = pagesByHead.getOrDefault(head, Set.of()).size() > 1;
                    if (repeated && lines.get(line).page() > 0) {
                        heads.add(line);
                    }
                });
        return heads;
    }

    private static Iterable<List<Line>> byPage(List<Line> lines) {
        Map<Integer, List<Line>> pages = new LinkedHashMap<>();
        for (Line line : lines) {
            if (!line.isBlank()) {
                pages.computeIfAbsent(line.page(), page -> new ArrayList<>()).add(line);
            }
        }
        return pages.values();
    }

    private static Set<Line> edges(List<Line> page) {
        Set<Line> edges = new HashSet<>(page.subList(0, Math.min(EDGE_LINES, page.size())));
        edges.addAll(page.subList(Math.max(0, page.size() - EDGE_LINES), page.size()));
        return edges;
    }
}
