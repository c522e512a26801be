package org.inkstream.app.enrich;

import org.inkstream.identity.Hashes;

/** File names made of document ids, which may hold anything. */
final class SafeNames {
    /** File systems allow 255 bytes; four per code point, and room for mark and extension. */
    private static final int MAX_CODE_POINTS = 50;

    private static final int MARK_LENGTH = 8;

    private SafeNames() {}

    /**
     * The id itself where it is harmless; otherwise what is harmless of it and a mark made of the
     * whole, so that no two ids share a file. Letters and digits of every script are harmless.
     */
    static String of(String documentId) {
        StringBuilder safe = new StringBuilder();
        documentId
                .codePoints()
                .limit(MAX_CODE_POINTS)
                .forEach(point -> safe.appendCodePoint(isHarmless(point) ? point : '_'));
        boolean same = safe.toString().equals(documentId) && documentId.charAt(0) != '.';
        if (same) {
            return documentId;
        }
        return safe.toString().replaceFirst("^\\.", "_")
                + "-"
                + Hashes.sha256(documentId).substring(0, MARK_LENGTH);
    }

    private static boolean isHarmless(int point) {
        return Character.isLetterOrDigit(point)
                || Character.getType(point) == Character.NON_SPACING_MARK
                || Character.getType(point) == Character.COMBINING_SPACING_MARK
                || point == '-'
                || point == '_'
                || point == '.';
    }
}
