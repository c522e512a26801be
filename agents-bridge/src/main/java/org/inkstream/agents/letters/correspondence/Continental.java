package org.inkstream.agents.letters.correspondence;

import java.util.List;
import java.util.Locale;

/** Tells letters whose language puts the day before the month from English ones. */
final class Continental {
    private static final int ENOUGH = 4_000;
    private static final List<String> ENGLISH = List.of(" the ", " and ", " of ", " to ");
    private static final List<String> OTHERS =
            List.of(" der ", " und ", " die ", " ich ", " le ", " et ", " la ", " vous ");

    private Continental() {}

    static boolean writes(String text) {
        String start = text.substring(0, Math.min(text.length(), ENOUGH)).toLowerCase(Locale.ROOT);
        return count(start, ENGLISH) < count(start, OTHERS);
    }

    private static int count(String text, List<String> words) {
        int count = 0;
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                count++;
            }
        }
        return count;
    }
}
