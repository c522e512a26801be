package org.inkstream.metrics.trace;

/** One span that has begun. For any thread; harmless after its end. */
public interface LiveSpan {
    /** What its children are begun with, here or in another process. */
    TraceContext context();

    /** Adds attributes; a later value of a key wins. */
    void set(Attributes attributes);

    /**
     * Marks it as failed.
     *
     * @param errorType a class of errors, never a message: messages may quote a letter
     */
    void failed(String errorType);

    void end();
}
