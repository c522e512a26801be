package org.inkstream.agents.letters.zones;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.words.NameShape;
import org.inkstream.agents.letters.words.Titles;
import org.inkstream.agents.letters.words.Word;

/** Finds the places in a letter where a name may stand as its signature. */
final class Signatures {
    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_TITLE = 30;
    private static final int MOST_NAME_WORDS = 5;
    private static final int MOST_LINES_ON_BEHALF = 6;
    private static final int FIRST_BLOCKS = 500;
    private static final int LAST_BLOCKS = 500;
    private static final int SURE = 2;
    private static final Pattern ON_BEHALF =
            Pattern.compile(
                    "(?iu)(?:für die|namens|im namen|i\\. ?v\\.|i\\. ?a\\.|p\\. ?p\\.|per pro"
                            + "|for and on|on behalf|au nom|pour le|pour la"
                            + "|der (?:präsident|dire[ck]tor|sekretär))\\b.{0,80}");

    private final List<Block> blocks;

    Signatures(List<Block> blocks) {
        this.blocks = blocks;
    }

    /**
     * A place where a name may stand as signature.
     *
     * @param block number of the block
     * @param line number of its line in the block
     * @param start first UTF-16 unit of the name
     * @param end the unit after the last
     * @param strength of the formula before it, 0 to 3
     * @param shape how much it looks like a name
     * @param endsBlock whether nothing follows in the block
     */
    record Candidate(
            int block, int line, int start, int end, int strength, int shape, boolean endsBlock) {}

    /** The candidates that stand behind an offset, in text order. */
    List<Candidate> after(int charStart) {
        List<Candidate> found = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            if (b == FIRST_BLOCKS) {
                // Of a text that is no letter only both ends are worth the time.
                b = Math.max(b, blocks.size() - LAST_BLOCKS);
            }
            for (int i = 0; i < blocks.get(b).size(); i++) {
                if (blocks.get(b).lines().get(i).charStart() >= charStart) {
                    at(b, i).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Candidate> at(int block, int line) {
        return onBehalf(block, line).or(() -> ownLine(block, line)).or(() -> inLine(block, line));
    }

    /** {@code Für die Direction / Der Präsident: / Dr. A. Escher}: the whole block signs. */
    private Optional<Candidate> onBehalf(int b, int line) {
        Block block = blocks.get(b);
        boolean opens =
                line == 0
                        && b > 0
                        && block.size() <= MOST_LINES_ON_BEHALF
                        && ON_BEHALF.matcher(block.first().trimmed()).matches();
        if (!opens || !block.hasOnlyLinesUpTo(LONGEST_LINE) || !holdsName(block)) {
            return Optional.empty();
        }
        int strength = Valedictions.strengthAtEndOf(blocks.get(b - 1).last().trimmed());
        return strength >= SURE
                ? Optional.of(
                        new Candidate(
                                b,
                                0,
                                block.charStart(),
                                block.charEnd(),
                                strength,
                                NameShape.LIKELY,
                                true))
                : Optional.empty();
    }

    private static boolean holdsName(Block block) {
        return block.lines().stream()
                .anyMatch(line -> NameShape.of(line.trimmed()) != NameShape.NO_NAME);
    }

    /** A line that is nothing but a name. */
    private Optional<Candidate> ownLine(int b, int index) {
        Block block = blocks.get(b);
        Line line = block.lines().get(index);
        int shape = NameShape.of(line.trimmed());
        if (shape == NameShape.NO_NAME) {
            return Optional.empty();
        }
        int last = withTitles(block, index);
        return Optional.of(
                new Candidate(
                        b,
                        index,
                        line.charStart() + indent(line),
                        end(block.lines().get(last)),
                        Valedictions.strengthAtEndOf(before(b, index)),
                        shape,
                        last == block.size() - 1));
    }

    /** Lines after a name that hold nothing but a rank or an office belong to the signature. */
    private static int withTitles(Block block, int index) {
        int last = index;
        while (last + 1 < block.size() && isTitle(block.lines().get(last + 1))) {
            last++;
        }
        return last;
    }

    private static boolean isTitle(Line line) {
        List<Word> words = Word.of(line.trimmed());
        return line.trimmed().length() <= LONGEST_TITLE
                && !words.isEmpty()
                && words.stream().allMatch(word -> Titles.isQuality(word.text()));
    }

    /** A name that ends the line in which the formula stands: {@code Ever yours, MRM.} */
    private Optional<Candidate> inLine(int b, int index) {
        Line line = blocks.get(b).lines().get(index);
        int cut = Math.max(0, line.text().length() - LONGEST_LINE);
        String tail = line.text().substring(cut);
        List<Word> words = Word.of(tail);
        String above = before(b, index);
        for (int i = Math.max(1, words.size() - MOST_NAME_WORDS); i < words.size(); i++) {
            int start = words.get(i).start();
            int strength = strengthBeforeName(above, tail.substring(0, start));
            int shape = NameShape.of(tail.substring(start));
            if (shape != NameShape.NO_NAME && strength >= SURE) {
                return Optional.of(
                        new Candidate(
                                b,
                                index,
                                line.charStart() + cut + start,
                                end(line),
                                strength,
                                shape,
                                index == blocks.get(b).size() - 1));
            }
        }
        return Optional.empty();
    }

    private static int strengthBeforeName(String above, String before) {
        String text = (above + " " + before).strip();
        if (text.endsWith(" from") || text.endsWith(" von")) {
            // "Adieu, compliments to all from Lovell E."
            return Valedictions.takesLeaveLately(text) ? SURE : 0;
        }
        return Valedictions.strengthAtEndOf(text);
    }

    /** What stands before a line: in its block, or, for a block's first line, in the one above. */
    private String before(int b, int index) {
        Block block = blocks.get(b);
        if (index == 0) {
            return b == 0 ? "" : lastLines(blocks.get(b - 1), blocks.get(b - 1).size());
        }
        return lastLines(block, index);
    }

    private static String lastLines(Block block, int end) {
        StringBuilder text = new StringBuilder();
        for (Line line : block.lines().subList(Math.max(0, end - 3), end)) {
            String content = line.trimmed();
            text.append(content.substring(Math.max(0, content.length() - LONGEST_LINE)));
            text.append(' ');
        }
        return text.toString().strip();
    }

    private static int indent(Line line) {
        return line.text().indexOf(line.trimmed());
    }

    private static int end(Line line) {
        return line.charStart() + indent(line) + line.trimmed().length();
    }
}
