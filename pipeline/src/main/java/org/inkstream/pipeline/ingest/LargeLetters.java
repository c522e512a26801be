package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;

/** Keeps the bytes of dead letters that their topic refuses as too large. */
public interface LargeLetters {
    /**
     * Keeps the letter with its bytes; keeping it again changes nothing.
     *
     * @return a reference, for {@link #read}; completes when the bytes are durable
     */
    Future<String> keep(DeadLetter letter);

    /** The original bytes; none if nothing is kept, or no longer, under that reference. */
    Future<byte[]> read(String reference);
}
