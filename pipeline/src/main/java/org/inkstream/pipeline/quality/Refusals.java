package org.inkstream.pipeline.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that stand where a value should be and say that there is none. */
final class Refusals {
    private static final String FILE = "refusals.txt";

    /** Longer texts are prose about something, which no list can judge. */
    private static final int LONGEST = 60;

    private final Set<String> whole;
    private final List<String> beginnings;

    private Refusals(Set<String> whole, List<String> beginnings) {
        this.whole = whole;
        this.beginnings = beginnings;
    }

    /** The list that comes with the program. */
    static Refusals load() {
        try (InputStream file = Refusals.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static Refusals of(List<String> lines) {
        List<String> words =
                lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        return new Refusals(
                words.stream()
                        .filter(word -> !word.endsWith("*"))
                        .collect(Collectors.toUnmodifiableSet()),
                words.stream()
                        .filter(word -> word.endsWith("*"))
                        .map(word -> word.substring(0, word.length() - 1))
                        .toList());
    }

    /** Whether the text says nothing: blank, a placeholder, or a refusal in prose. */
    boolean saysNothing(String text) {
        if (text.isBlank()) {
            return true;
        }
        if (text.length() > LONGEST) {
            return false;
        }
        String bare = bare(text);
        if (bare.isEmpty() || whole.contains(bare)) {
            return true;
        }
        for (String beginning : beginnings) {
            if (bare.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Lower case, without what stands around the words: {@code "[N/A]."} becomes {@code n/a}. */
    private static String bare(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && !Character.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
