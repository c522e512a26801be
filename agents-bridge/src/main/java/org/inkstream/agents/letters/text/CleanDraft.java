package org.inkstream.agents.letters.text;

import java.util.Arrays;

/** Running text while it is put together from the lines of a letter. */
final class CleanDraft {
    private static final String HYPHENS = "-=¬⸗\u00ad\u2010";
    private static final String SENTENCE_ENDS = ".!?:;\"”“»«";

    private final StringBuilder text = new StringBuilder();
    private int[] cleanStarts = new int[32];
    private int[] originalStarts = new int[32];
    private int pieces;
    private int lastLineEnd;

    /**
     * @param newParagraph whether an empty line stands before the line; a sentence that plainly
     *     goes on is not broken by one
     */
    void append(Line line, boolean newParagraph) {
        String content = line.trimmed();
        int start = line.charStart() + line.text().indexOf(content);
        if (text.isEmpty()) {
            piece(start, content);
        } else if (endsWithHyphen() && Character.isLowerCase(firstLetter(content))) {
            text.setLength(text.length() - 1);
            int skipped = isHyphen(content.charAt(0)) ? 1 : 0;
            piece(start + skipped, content.substring(skipped));
        } else if (isContinuation(content)) {
            piece(start + 1, content.substring(1));
        } else {
            boolean goesOn = !endsSentence() && Character.isLowerCase(content.codePointAt(0));
            piece(lastLineEnd, newParagraph && !goesOn ? "\n\n" : " ");
            piece(start, content);
        }
        lastLineEnd = line.charEnd();
    }

    private void piece(int originalStart, String content) {
        if (pieces == cleanStarts.length) {
            cleanStarts = Arrays.copyOf(cleanStarts, pieces * 2);
            originalStarts = Arrays.copyOf(originalStarts, pieces * 2);
        }
        cleanStarts[pieces] = text.length();
        originalStarts[pieces] = originalStart;
        pieces++;
        text.append(content);
    }

    private boolean endsWithHyphen() {
        int last = text.length() - 1;
        return last > 0
                && isHyphen(text.charAt(last))
                && Character.isLetter(text.codePointBefore(last));
    }

    /** Writers of the time often put the hyphen at the head of the next line. */
    private boolean isContinuation(String content) {
        return content.length() > 1
                && isHyphen(content.charAt(0))
                && Character.isLowerCase(content.codePointAt(1))
                && Character.isLetter(text.codePointBefore(text.length()));
    }

    private static int firstLetter(String content) {
        boolean skips = content.length() > 1 && isHyphen(content.charAt(0));
        return content.codePointAt(skips ? 1 : 0);
    }

    private static boolean isHyphen(char c) {
        return HYPHENS.indexOf(c) >= 0;
    }

    private boolean endsSentence() {
        return SENTENCE_ENDS.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    String text() {
        return text.toString();
    }

    /** Where each piece begins in {@link #text()}, rising. */
    int[] cleanStarts() {
        return Arrays.copyOf(cleanStarts, pieces);
    }

    /** Where the same pieces begin in the letter as received. */
    int[] originalStarts() {
        return Arrays.copyOf(originalStarts, pieces);
    }
}
