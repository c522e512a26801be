package org.inkstream.agents.mcp.server;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.metrics.trace.TraceContext;

/**
 * One call of a tool that is served here.
 *
 * @param arguments not to be changed
 * @param tag who calls, anonymous if the caller does not say
 * @param progress told when the call waits for a model and when one works on it
 */
public record ServedCall(String tool, JsonObject arguments, CallTag tag, CallProgress progress) {
    /** The same call with another place in the trace. */
    public ServedCall tracedBy(TraceContext context) {
        return new ServedCall(tool, arguments, tag.tracedBy(context), progress);
    }
}
