package org.inkstream.agents.letters.text;

import java.util.Arrays;

/** Turns UTF-16 offsets of one text into code point offsets and back. */
final class CodePoints {
    /** UTF-16 offset of the first half of every surrogate pair, rising. */
    private final int[] pairs;

    /** Code point offset of the same pairs, rising. */
    private final int[] pairCodePoints;

    CodePoints(String text) {
        pairs = pairsOf(text);
        pairCodePoints = new int[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            pairCodePoints[i] = pairs[i] - i;
        }
    }

    private static int[] pairsOf(String text) {
        int[] found = new int[16];
        int count = 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            if (Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i++;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** An offset between the halves of a pair counts as one before the pair. */
    int ofChar(int charOffset) {
        return charOffset - below(pairs, charOffset);
    }

    int toChar(int codePoint) {
        return codePoint + below(pairCodePoints, codePoint);
    }

    /** How many of the rising values are less than {@code limit}. */
    private static int below(int[] rising, int limit) {
        int found = Arrays.binarySearch(rising, limit);
        return found >= 0 ? found : -found - 1;
    }
}
