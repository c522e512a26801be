package org.inkstream.agents.letters.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Data files that come with the program. */
public final class DataFile {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private DataFile() {}

    /** The words of a file beside {@code owner}, between white space; # begins a comment line. */
    public static List<String> words(Class<?> owner, String file) {
        return lines(owner, file).stream().flatMap(line -> split(line).stream()).toList();
    }

    /** The words of a line, between white space. */
    public static List<String> split(String line) {
        return WHITE_SPACE.splitAsStream(line).filter(word -> !word.isEmpty()).toList();
    }

    /** The lines of a file beside {@code owner}, without blank ones and comments. */
    public static List<String> lines(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "data file " + file + " of " + owner.getName() + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read data file " + file, e);
        }
    }
}
