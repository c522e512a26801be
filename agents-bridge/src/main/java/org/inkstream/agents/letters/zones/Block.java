package org.inkstream.agents.letters.zones;

import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;

/**
 * Lines that stand together, without an empty line or a page's end between them.
 *
 * @param lines at least one, none of them blank
 */
record Block(List<Line> lines) {
    Block {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a block has at least one line");
        }
    }

    static List<Block> of(LetterText letter) {
        List<Block> blocks = new ArrayList<>();
        List<Line> open = new ArrayList<>();
        for (Line line : letter.lines()) {
            boolean turnsPage = !open.isEmpty() && open.get(0).page() != line.page();
            if (!open.isEmpty() && (line.isBlank() || turnsPage)) {
                blocks.add(new Block(open));
                open.clear();
            }
            if (!line.isBlank()) {
                open.add(line);
            }
        }
        if (!open.isEmpty()) {
            blocks.add(new Block(open));
        }
        return blocks;
    }

    int size() {
        return lines.size();
    }

    Line first() {
        return lines.get(0);
    }

    Line last() {
        return lines.get(lines.size() - 1);
    }

    int charStart() {
        return first().charStart();
    }

    int charEnd() {
        return last().charEnd();
    }

    boolean hasOnlyLinesUpTo(int longest) {
        return lines.stream().allMatch(line -> line.trimmed().length() <= longest);
    }
}
