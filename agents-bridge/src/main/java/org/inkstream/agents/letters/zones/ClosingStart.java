package org.inkstream.agents.letters.zones;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.words.Word;

/** Finds where the closing formula begins, going back from its end. */
final class ClosingStart {
    /** A block of this many words or fewer is a closing as a whole. */
    private static final int MOST_CLOSING_WORDS = 42;

    private static final int MOST_EXTENSION_WORDS = 32;
    private static final int BRIEF_WORDS = 8;
    private static final int MOST_EXTENSIONS = 3;
    private static final int LONGEST_FORMULA = 400;

    private static final Pattern OPENING =
            Pattern.compile(
                    "(?:^|[.!?;–—-]\\s*|\\n\\s*)"
                            + "((?iu:(?:and )?(?:i (?:am|remain|have the honou?r)|we (?:are|remain)"
                            + "|believe me|with (?:best|kind|every|the|my|much|great|all|many)"
                            + "|adieu|ever|yours|your's|yrs|your obedt|god bless|good ?bye|most"
                            + "|pray (?:believe|accept)|meanwhile i am|always"
                            + "|ich (?:verbleibe|bin|grüße|bleibe)|mit (?:\\p{L}+ ){0,3}(?:gr[üu](?:ß|ss)"
                            + "|hochachtung)|herzlich|hochachtungsvoll|genehmigen|empfangen|seien sie"
                            + "|viele|tausend|ihr|dein|von herzen|in dieser"
                            + "|agréez|agreez|veuillez|recevez|je vous prie|croyez|votre))\\b)");

    /** A formula of several lines, each of which may be a block. */
    private static final Pattern EXTENDS =
            Pattern.compile(
                    "(?:Mit|In (?:all|der|dieser|vor|voll|aus|auf|treu|Gew|Erw|Eile)|Unverändert"
                            + "|Ich (?:ver)?bleibe|Herzlich|Von (?:ganzem )?Herzen|Genehmigen|Empfangen"
                            + "|Hochachtungsvoll|Indem|Es grüßt|Viele|Beste|Seien Sie|Agréez|Agreez"
                            + "|Veuillez|Recevez|Je vous prie|Au plaisir|En attendant).*",
                    Pattern.DOTALL);

    private static final Pattern ENGLISH_EXTENDS =
            Pattern.compile(
                    "(?:(?:And )?I (?:am|remain)|Believe me|We are|I have the hono).*",
                    Pattern.DOTALL);

    /** A sentence that only the words below it can end. */
    private static final Pattern HANGS =
            Pattern.compile(
                    "(?iu)(?:von|bin(?: ich)?|verbleibe?t?|zeichne?t?|gr[üu](?:ß|ss)t|bleibe?t?"
                            + "|croyez(?: |-)moi)[\\s,]*$");

    private ClosingStart() {}

    /**
     * @param block number of the block in which the formula ends, or in which its name stands
     * @param end the UTF-16 offset at which the name begins
     * @param floor an offset that the formula cannot reach beyond
     */
    static int of(LetterText letter, List<Block> blocks, int block, int end, int floor) {
        String text = letter.text();
        int b = block;
        int start = skipSpace(text, Math.max(floor, blocks.get(b).charStart()));
        if (start >= end && b > 0) {
            b--;
            start = skipSpace(text, Math.max(floor, blocks.get(b).charStart()));
        }
        if (start >= end) {
            return end;
        }
        if (wordsIn(text, start, end) > MOST_CLOSING_WORDS) {
            return lastOpening(text, start, end);
        }
        return extended(text, blocks, b, start, floor);
    }

    private static int extended(String text, List<Block> blocks, int from, int closing, int floor) {
        int start = closing;
        int b = from;
        while (b > 0 && from - b < MOST_EXTENSIONS && belongsBelow(text, blocks.get(b - 1))) {
            int above = skipSpace(text, Math.max(floor, blocks.get(b - 1).charStart()));
            if (above >= start) {
                return start;
            }
            start = above;
            b--;
        }
        return start;
    }

    /** A sentence that is still open, or a formula of its own, belongs to the closing below it. */
    private static boolean belongsBelow(String text, Block above) {
        String content = text.substring(above.charStart(), above.charEnd()).strip();
        int words = wordsIn(text, above.charStart(), above.charEnd());
        boolean open = ".!?-–—".indexOf(content.charAt(content.length() - 1)) < 0;
        if (open && words <= MOST_EXTENSION_WORDS && HANGS.matcher(content).find()) {
            return true;
        }
        if (ENGLISH_EXTENDS.matcher(content).matches()) {
            return open && words <= BRIEF_WORDS;
        }
        boolean fits = words <= BRIEF_WORDS || (open && words <= MOST_EXTENSION_WORDS);
        return fits && EXTENDS.matcher(content).matches();
    }

    /** The last place in a long block where a formula opens; its last line if none does. */
    private static int lastOpening(String text, int start, int end) {
        int from = Math.max(start, end - LONGEST_FORMULA);
        Matcher matcher = OPENING.matcher(text.substring(from, end));
        int opening = -1;
        int words = 0;
        while (matcher.find()) {
            int at = from + matcher.start(1);
            int length = wordsIn(text, at, end);
            if (length <= MOST_CLOSING_WORDS && (opening < 0 || words > 25)) {
                opening = at;
                words = length;
            }
        }
        return opening >= 0 ? opening : lastLine(text, start, end);
    }

    private static int lastLine(String text, int start, int end) {
        int to = end;
        while (to > start && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return skipSpace(text, Math.max(start, text.lastIndexOf('\n', to - 1) + 1));
    }

    private static int wordsIn(String text, int start, int end) {
        return Word.of(text.substring(start, Math.min(end, start + 2_000))).size();
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at))
                        || ",:;".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }
}
