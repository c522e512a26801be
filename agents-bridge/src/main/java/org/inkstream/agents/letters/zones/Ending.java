package org.inkstream.agents.letters.zones;

/**
 * How a letter ends, in UTF-16 offsets of its text.
 *
 * @param closingStart where the formula begins
 * @param closingEnd where it ends; equal to {@code closingStart} if there is none
 * @param signatureStart where the name begins
 * @param signatureEnd where it ends; equal to {@code signatureStart} if nobody signed
 * @param strength how sure the formula is, 0 to 3
 */
record Ending(
        int closingStart, int closingEnd, int signatureStart, int signatureEnd, int strength) {
    boolean hasClosing() {
        return closingEnd > closingStart;
    }

    boolean isSigned() {
        return signatureEnd > signatureStart;
    }

    int start() {
        return hasClosing() ? closingStart : signatureStart;
    }

    int end() {
        return Math.max(closingEnd, signatureEnd);
    }
}
