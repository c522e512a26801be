package org.inkstream.app.enrich;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds letters for commands that do not enrich them themselves. */
public final class LetterSearch {
    private LetterSearch() {}

    /**
     * Reads them one by one, in the order of their names; blocks.
     *
     * @param refused hears of each file that holds none, and why
     */
    public static void in(
            List<Path> arguments, Consumer<Letter> taken, BiConsumer<String, String> refused) {
        in(arguments, "", taken, refused);
    }

    /**
     * The same.
     *
     * @param collection what letters in text files belong to; empty means the name of their folder
     */
    public static void in(
            List<Path> arguments,
            String collection,
            Consumer<Letter> taken,
            BiConsumer<String, String> refused) {
        // There is no folder of results here that must not be searched.
        LetterFiles found = LetterFiles.find(arguments, Path.of(".inkstream-none"));
        found.refused().forEach(one -> refused.accept(one.name(), one.reason()));
        for (LetterFile file : found.letters()) {
            LetterFile filed = collection.isEmpty() ? file : file.in(collection);
            LetterReader.read(filed).handle(taken, reason -> refused.accept(file.name(), reason));
        }
    }
}
