package org.inkstream.loadtest.peers.models;

/** What becomes of one request of an Anthropic batch. */
public enum BatchEnd {
    SUCCEEDED("succeeded"),
    /** The request was at fault, or the server. */
    ERRORED("errored"),
    /** Not begun within 24 hours. */
    EXPIRED("expired"),
    /** Not begun before the batch was cancelled. */
    CANCELED("canceled"),
    /** Answered under an id that nobody sent. */
    WRONG_ID("succeeded"),
    /** Answered by two lines. */
    TWICE("succeeded"),
    /** Counted as answered, but no line of the results is about it. */
    MISSING("succeeded");

    private final String type;

    BatchEnd(String type) {
        this.type = type;
    }

    /** As the results and the counts call it. */
    String type() {
        return type;
    }
}
