package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * Keeps dead letters with their bytes: those that their topic refuses, or all where none takes any.
 */
public interface LargeLetters {
    /**
     * Keeps the letter with its bytes; keeping it again changes nothing.
     *
     * @return a reference, for {@link #read}; completes when the bytes are durable
     */
    Future<String> keep(DeadLetter letter);

    /** The original bytes; none if nothing is kept, or no longer, under that reference. */
    Future<byte[]> read(String reference);

    /** Shows each letter that is kept, in no order; completes when all are shown. */
    Future<Void> forEach(Consumer<KeptLetter> reader);
}
