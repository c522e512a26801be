package org.inkstream.pipeline.ingest;

/** A foreign value as it may stand in a message: short, and without control characters. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String of(String foreign) {
        String shown =
                foreign.length() <= LONGEST
                        ? foreign
                        : foreign.substring(0, foreign.offsetByCodePoints(0, LONGEST / 2)) + "…";
        return shown.codePoints()
                .map(point -> Character.isISOControl(point) ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
