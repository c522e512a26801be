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
 * @param askedBefore whether somebody may have asked under this key whose outcome is lost
 * @param before what was tried for it before it was postponed
 * @param trace where the call stands in its trace, none while nobody traces
 * @param asker whoever asked for it
 * @param jobId the job that the letter came with, empty if with none
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
        boolean askedBefore,
        Tries before,
        TraceContext trace,
        Asker asker,
        String jobId) {

    /** A call that is new, that nobody traces, and that is wanted until it ends. */
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
                false,
                Tries.NONE,
                TraceContext.NONE,
                Asker.PATIENT,
                "");
    }

    /** The same call for a letter of a job. */
    public ToolCall ofJob(String id) {
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
                askedBefore,
                before,
                trace,
                asker,
                id);
    }

    /** The same call as part of a trace. */
    public ToolCall tracedBy(TraceContext context) {
        return with(key, groupSize, askedBefore, before, context, asker);
    }

    /** The same call for somebody who wants to know of its attempts. */
    public ToolCall askedBy(Asker who) {
        return with(key, groupSize, askedBefore, before, trace, who);
    }

    /** The same call as one that an owner before us may have made. */
    public ToolCall askedAgain() {
        return with(key, groupSize, true, before, trace, asker);
    }

    /**
     * The same call as one that nobody has made: who knows the other key does not know this one.
     */
    public ToolCall underKey(String other) {
        return with(other, groupSize, false, before, trace, asker);
    }

    /** The same call as one of {@code size} calls of its run that are ready together. */
    public ToolCall inGroupOf(int size) {
        return with(key, size, askedBefore, before, trace, asker);
    }

    /** The same call, which goes on where it was postponed. */
    public ToolCall after(Tries tries) {
        return with(key, groupSize, askedBefore, tries, trace, asker);
    }

    private ToolCall with(
            String newKey,
            int newGroupSize,
            boolean nowAskedBefore,
            Tries tries,
            TraceContext context,
            Asker who) {
        return new ToolCall(
                runId,
                documentId,
                collectionId,
                agent,
                tool,
                newKey,
                priority,
                limit,
                newGroupSize,
                arguments,
                nowAskedBefore,
                tries,
                context,
                who,
                jobId);
    }
}
