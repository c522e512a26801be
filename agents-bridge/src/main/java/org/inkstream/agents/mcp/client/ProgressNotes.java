package org.inkstream.agents.mcp.client;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.Rpc;

/**
 * Reads where one call stands from {@code notifications/progress}. Progress that does not rise is
 * no progress. Used on one event loop.
 */
final class ProgressNotes {
    private static final String QUEUED = "queued";
    private static final String DISPATCHED = "dispatched";
    private static final String META_PROGRESS = "org.inkstream/progress";

    private final long token;
    private final CallProgress progress;
    private double last = Double.NEGATIVE_INFINITY;

    /**
     * @param token as it was sent, which is the id of the request
     */
    ProgressNotes(long token, CallProgress progress) {
        this.token = token;
        this.progress = progress;
    }

    void hear(Message.Notification notification) {
        JsonObject params = notification.params();
        if (Dialect.PROGRESS.equals(notification.method())
                && params.getValue(Rpc.META_PROGRESS_TOKEN) instanceof Number told
                && told.longValue() == token
                && params.getValue("progress") instanceof Number step
                && step.doubleValue() > last) {
            last = step.doubleValue();
            tell(word(params));
        }
    }

    /** Our own agents say it beside the message, which others may word as they like. */
    private static Object word(JsonObject params) {
        return params.getValue(Rpc.META) instanceof JsonObject meta
                        && meta.getValue(META_PROGRESS) instanceof String ours
                ? ours
                : params.getValue("message", "");
    }

    private void tell(Object word) {
        if (QUEUED.equals(word)) {
            progress.queued();
        } else if (DISPATCHED.equals(word)) {
            progress.dispatched();
        }
    }
}
