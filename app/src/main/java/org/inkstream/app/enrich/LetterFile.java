package org.inkstream.app.enrich;

import java.nio.file.Path;

/**
 * A file that may hold a letter.
 *
 * @param path where it is
 * @param name path relative to the argument it was found through, with {@code /}, for people
 * @param documentId its id, unless its content says another: {@code name} without the extension
 * @param collectionId what it belongs to, unless its content says another: the folder's name
 */
record LetterFile(Path path, String name, String documentId, String collectionId) {
    boolean isJson() {
        return name.endsWith(".json");
    }

    /** The same file as part of another collection. */
    LetterFile in(String collection) {
        return new LetterFile(path, name, documentId, collection);
    }
}
