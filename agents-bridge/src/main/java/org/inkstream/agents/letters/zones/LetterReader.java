package org.inkstream.agents.letters.zones;

import java.util.LinkedHashMap;
import java.util.Map;
import org.inkstream.agents.letters.text.LetterText;

/**
 * Cuts letters into zones once for all the tools that are called with the same text. Thread-safe;
 * keeps the letters it was asked for last, within a fixed number of characters.
 */
public final class LetterReader {
    private static final int MOST_CHARS = 4 * 1024 * 1024;
    private static final int MOST_LETTERS = 512;

    private final Map<String, LetterZones> read = new LinkedHashMap<>(64, 0.75f, true);
    private int chars;

    /** The zones of a letter. */
    public LetterZones read(String text) {
        synchronized (read) {
            LetterZones known = read.get(text);
            if (known != null) {
                return known;
            }
        }
        // Outside the lock: two threads may cut the same letter, which costs less than waiting.
        LetterZones zones = LetterZones.of(LetterText.of(text));
        keep(text, zones);
        return zones;
    }

    private void keep(String text, LetterZones zones) {
        synchronized (read) {
            if (read.put(text, zones) == null) {
                chars += text.length();
            }
            var oldest = read.keySet().iterator();
            while ((chars > MOST_CHARS || read.size() > MOST_LETTERS) && oldest.hasNext()) {
                chars -= oldest.next().length();
                oldest.remove();
            }
        }
    }
}
