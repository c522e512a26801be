package org.inkstream.agents.call;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.metrics.trace.TraceContext;

/**
 * One call of one tool for one document; every attempt carries the same key.
 *
 * @param runId the journalled pass it belongs to
 * @param documentId the letter
 * @param collectionId what the letter belongs to
 * @param agent the agent that serves the tool
 * @param tool the tool's name
 * @param key idempotency key; an agent that knows it answers again without working again
 * @param priority higher goes first, 0 is normal
 * @param limit time from dispatch until an attempt is given up
 * @param groupSize how many calls of this run are ready together, at least 1
 * @param arguments exactly what the tool's input schema allows
 * @param before what was tried for it before it was postponed
 * @param trace where the call stands in its trace, none while nobody traces
 */
public record ToolCall(
        String runId,
        String documentId,
        String collectionId,
        String agent,
        String tool,
        String key,
        int priority,
        Duration limit,
        int groupSize,
        JsonObject arguments,
        Tries before,
        TraceContext trace) {

    /** A call that is new and that nobody traces. */
    public ToolCall(
            String runId,
            String documentId,
            String collectionId,
            String agent,
            String tool,
            String key,
            int priority,
            Duration limit,
            int groupSize,
            JsonObject arguments) {
        this(
                runId,
                documentId,
                collectionId,
                agent,
                tool,
                key,
                priority,
                limit,
                groupSize,
                arguments,
                Tries.NONE,
                TraceContext.NONE);
    }

    /** The same call as part of a trace. */
    public ToolCall tracedBy(TraceContext context) {
        return new ToolCall(
                runId,
                documentId,
                collectionId,
                agent,
                tool,
                key,
                priority,
                limit,
                groupSize,
                arguments,
                before,
                context);
    }

    /** The same call as one of {@code size} calls of its run that are ready together. */
    public ToolCall inGroupOf(int size) {
        return new ToolCall(
                runId,
                documentId,
                collectionId,
                agent,
                tool,
                key,
                priority,
                limit,
                size,
                arguments,
                before,
                trace);
    }

    /** The same call, which goes on where it was postponed. */
    public ToolCall after(Tries tries) {
        return new ToolCall(
                runId,
                documentId,
                collectionId,
                agent,
                tool,
                key,
                priority,
                limit,
                groupSize,
                arguments,
                tries,
                trace);
    }
}
