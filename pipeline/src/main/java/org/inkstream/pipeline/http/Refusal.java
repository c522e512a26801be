package org.inkstream.pipeline.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Why a request is not answered, with what the caller can do about it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final List<String> problems;
    private final String hint;

    /**
     * @param problems what is wrong in particular, possibly nothing
     * @param hint what to do
     */
    Refusal(int status, String error, List<String> problems, String hint) {
        super(error, null, false, false);
        this.status = status;
        this.problems = List.copyOf(problems);
        this.hint = hint;
    }

    Refusal(int status, String error, String hint) {
        this(status, error, List.of(), hint);
    }

    int status() {
        return status;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject().put("error", getMessage());
        if (!problems.isEmpty()) {
            json.put("problems", new JsonArray(problems));
        }
        return json.put("hint", hint);
    }
}
