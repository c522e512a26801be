package org.inkstream.app.enrich;

import java.util.function.Consumer;

/** What came of reading a file. */
sealed interface Reading {
    /** It holds a letter. */
    record Taken(Letter letter) implements Reading {}

    /** It does not; the rest goes on without it. */
    record Refused(String reason) implements Reading {}

    /** Does what belongs to the case at hand. */
    default void handle(Consumer<Letter> taken, Consumer<String> refused) {
        if (this instanceof Taken t) {
            taken.accept(t.letter());
        } else {
            refused.accept(((Refused) this).reason());
        }
    }
}
