package org.inkstream.agents.call;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.metrics.trace.TraceContext;

/**
 * What travels with every attempt of a call, from the service through agents to the gateway: as
 * {@code _meta["org.inkstream/call"]} over MCP, as header {@code X-Inkstream-Call} over HTTP.
 * Whoever calls without it is anonymous: its texts are empty and its numbers zero.
 *
 * @param key idempotency key; who knows it answers again without working again
 * @param priority higher goes first, 0 is normal
 * @param remaining until the caller gives the attempt up, zero if it does not say
 * @param groupId calls with the same one share a document, which should be read once
 * @param groupSize how many calls of the group are ready together
 * @param askedBefore whether somebody may have asked under this key before: worth a look at what is
 *     kept
 * @param trace where the caller stands in its trace
 * @param jobId the job that the letter came with, empty if with none
 */
public record CallTag(
        String key,
        String tool,
        String documentId,
        String runId,
        String collectionId,
        int attempt,
        int priority,
        Duration remaining,
        String groupId,
        int groupSize,
        boolean askedBefore,
        TraceContext trace,
        String jobId) {
    private static final String JOB_ID = "jobId";
    private static final String ASKED_BEFORE = "askedBefore";
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    /** Of a caller that nobody traces, and who asks for the first time. */
    public CallTag(
            String key,
            String tool,
            String documentId,
            String runId,
            String collectionId,
            int attempt,
            int priority,
            Duration remaining,
            String groupId,
            int groupSize) {
        this(
                key,
                tool,
                documentId,
                runId,
                collectionId,
                attempt,
                priority,
                remaining,
                groupId,
                groupSize,
                false,
                TraceContext.NONE,
                "");
    }

    public static CallTag of(ToolCall call, int attempt) {
        return new CallTag(
                call.key(),
                call.tool(),
                call.documentId(),
                call.runId(),
                call.collectionId(),
                attempt,
                call.priority(),
                call.limit(),
                call.runId(),
                call.groupSize(),
                call.askedBefore() || attempt > 1,
                call.trace(),
                call.jobId());
    }

    /** The same tag with another place in the trace. */
    public CallTag tracedBy(TraceContext context) {
        return new CallTag(
                key,
                tool,
                documentId,
                runId,
                collectionId,
                attempt,
                priority,
                remaining,
                groupId,
                groupSize,
                askedBefore,
                context,
                jobId);
    }

    /** The same tag of an attempt that is given up sooner. */
    public CallTag within(Duration limit) {
        return new CallTag(
                key,
                tool,
                documentId,
                runId,
                collectionId,
                attempt,
                priority,
                limit,
                groupId,
                groupSize,
                askedBefore,
                trace,
                jobId);
    }

    /** Of a caller that is not ours. */
    public static CallTag anonymous(String tool) {
        return new CallTag("", tool, "", "", "", 1, 0, Duration.ZERO, "", 1);
    }

    /** Reads the wire form; what is missing or of another type is as in an anonymous call. */
    public static CallTag fromJson(String tool, JsonObject json) {
        return new CallTag(
                text(json, "key"),
                tool,
                text(json, "documentId"),
                text(json, "runId"),
                text(json, "collectionId"),
                number(json, "attempt", 1),
                number(json, "priority", 0),
                Duration.ofMillis(Math.max(0, number(json, "remainingMs", 0))),
                text(json, "groupId"),
                number(json, "groupSize", 1),
                Boolean.TRUE.equals(json.getValue(ASKED_BEFORE)),
                traceIn(json),
                text(json, JOB_ID));
    }

    /** The members {@code traceparent} and {@code tracestate}; none if they are missing or bad. */
    public static TraceContext traceIn(JsonObject json) {
        return json.containsKey(TRACEPARENT)
                ? TraceContext.received(text(json, TRACEPARENT), text(json, TRACESTATE))
                : TraceContext.NONE;
    }

    /** Adds the members that {@link #traceIn} reads; nothing if there is no trace. */
    public static JsonObject putTrace(TraceContext trace, JsonObject json) {
        if (!trace.isNone()) {
            json.put(TRACEPARENT, trace.traceparent());
            if (!trace.tracestate().isEmpty()) {
                json.put(TRACESTATE, trace.tracestate());
            }
        }
        return json;
    }

    /** What stands first is what agents look at first. */
    public JsonObject toJson() {
        JsonObject json =
                new JsonObject()
                        .put("key", key)
                        .put("tool", tool)
                        .put("documentId", documentId)
                        .put("runId", runId)
                        .put("collectionId", collectionId)
                        .put("attempt", attempt)
                        .put("priority", priority)
                        .put("remainingMs", remaining.toMillis())
                        .put("groupId", groupId)
                        .put("groupSize", groupSize);
        if (askedBefore) {
            json.put(ASKED_BEFORE, true);
        }
        if (!jobId.isEmpty()) {
            json.put(JOB_ID, jobId);
        }
        return putTrace(trace, json);
    }

    private static String text(JsonObject json, String name) {
        return json.getValue(name) instanceof String text ? text : "";
    }

    private static int number(JsonObject json, String name, int otherwise) {
        return json.getValue(name) instanceof Number number ? number.intValue() : otherwise;
    }
}
