package org.inkstream.pipeline.ingest;

import java.util.function.Function;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.OcrCompleted;

/** What a record turned out to be. */
public sealed interface Decoding {
    /** An event to work on. */
    record Decoded(OcrCompleted event) implements Decoding {}

    /**
     * Nothing that we can ever work on.
     *
     * @param errorClass for counting
     * @param reason for people: what is wrong and what was expected; names no text of the letter
     */
    record Rejected(ErrorClass errorClass, String reason) implements Decoding {}

    default <R> R match(Function<Decoded, R> decoded, Function<Rejected, R> rejected) {
        if (this instanceof Decoded d) {
            return decoded.apply(d);
        }
        return rejected.apply((Rejected) this);
    }
}
