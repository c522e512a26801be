package org.inkstream.agents.gateway.door;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Why a request gets no answer, in words that may be shown to whoever asked. It has no stack trace:
 * it is an expected outcome.
 */
final class Objection extends RuntimeException {
    static final int BAD_REQUEST = 400;
    static final int NO_MONEY = 402;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int REQUEST_TIMEOUT = 408;
    static final int TOO_LARGE = 413;
    static final int FAILED = 500;
    static final int OUT_OF_REACH = 502;
    static final int BUSY = 503;
    static final int TOO_LATE = 504;

    private static final long serialVersionUID = 1L;

    private final int status;
    private final Duration retryAfter;

    Objection(int status, String words) {
        this(status, words, Duration.ZERO);
    }

    /**
     * @param retryAfter zero if nobody knows
     */
    Objection(int status, String words, Duration retryAfter) {
        super(words, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static Objection bad(String words) {
        return new Objection(BAD_REQUEST, words);
    }

    /** Word for word what Ollama says; its clients know it. */
    static Objection busy(Duration retryAfter) {
        return new Objection(
                BUSY,
                "server busy, please try again.  maximum pending requests exceeded",
                retryAfter);
    }

    int status() {
        return status;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /** The form in which Ollama tells errors. */
    JsonObject toJson() {
        return new JsonObject().put("error", String.valueOf(getMessage()));
    }
}
