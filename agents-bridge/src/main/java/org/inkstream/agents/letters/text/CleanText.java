package org.inkstream.agents.letters.text;

import java.util.Arrays;

/**
 * A letter as running text: without page furniture and noise, words joined that a line's end had
 * split, one space for a line's end, and one empty line between paragraphs. Every stretch of it
 * leads back to where it stands in the letter as received. Immutable.
 */
public final class CleanText {
    private final LetterText letter;
    private final String text;
    private final int[] cleanStarts;
    private final int[] originalStarts;

    private CleanText(LetterText letter, CleanDraft draft) {
        this.letter = letter;
        this.text = draft.text();
        this.cleanStarts = draft.cleanStarts();
        this.originalStarts = draft.originalStarts();
    }

    static CleanText of(LetterText letter, int startChar, int endChar) {
        PageFurniture furniture = letter.furniture();
        CleanDraft draft = new CleanDraft();
        boolean paragraphEnded = false;
        for (Line whole : letter.lines()) {
            Line line = whole.clipped(startChar, endChar);
            if (whole.charEnd() < startChar
                    || line.charStart() > endChar
                    || furniture.contains(line)) {
                continue;
            }
            if (line.isBlank()) {
                paragraphEnded = true;
                continue;
            }
            draft.append(line, paragraphEnded);
            paragraphEnded = false;
        }
        return new CleanText(letter, draft);
    }

    public String text() {
        return text;
    }

    /**
     * Where a stretch of this text stands in the letter as received; what was left out between its
     * ends is part of the span.
     *
     * @param startChar first UTF-16 unit in {@link #text()}
     * @param endChar the unit after the last, greater than {@code startChar}
     */
    public Span original(int startChar, int endChar) {
        return letter.span(originalOf(startChar), originalOf(endChar - 1) + 1);
    }

    private int originalOf(int cleanChar) {
        int found = Arrays.binarySearch(cleanStarts, cleanChar);
        int piece = found >= 0 ? found : -found - 2;
        return originalStarts[piece] + (cleanChar - cleanStarts[piece]);
    }
}
