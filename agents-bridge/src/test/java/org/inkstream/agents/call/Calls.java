package org.inkstream.agents.call;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.RetryRule;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;

/** Valid calls and a small catalogue for tests. */
public final class Calls {
    public static final String AGENT = "content-agent";
    public static final String SUMMARY = "generate_summary";
    public static final Duration LIMIT = Duration.ofMinutes(2);

    private Calls() {}

    /** One tool, and the retry table of the packaged catalogue. */
    public static ToolCatalogue catalogue() {
        return new ToolCatalogue(
                "test", Map.of(SUMMARY, summaryTool()), retries(), new JsonObject());
    }

    public static ToolCall aCall() {
        return aCall("the text");
    }

    public static ToolCall aCall(String text) {
        return new ToolCall(
                "run-1",
                "doc-1",
                "collection-1",
                AGENT,
                SUMMARY,
                "key-1",
                0,
                LIMIT,
                1,
                new JsonObject().put("text", text));
    }

    /** The same call with another limit. */
    public static ToolCall within(Duration limit) {
        ToolCall call = aCall();
        return new ToolCall(
                call.runId(),
                call.documentId(),
                call.collectionId(),
                call.agent(),
                call.tool(),
                call.key(),
                call.priority(),
                limit,
                call.groupSize(),
                call.arguments());
    }

    private static Tool summaryTool() {
        return new Tool(
                SUMMARY,
                AGENT,
                "Sums the letter up.",
                List.of(),
                LIMIT,
                Tool.OnUnknown.REASK,
                List.of(),
                object("text").put("additionalProperties", false),
                object("summary"));
    }

    private static JsonObject object(String member) {
        return new JsonObject()
                .put("type", "object")
                .put("required", new JsonArray().add(member))
                .put(
                        "properties",
                        new JsonObject().put(member, new JsonObject().put("type", "string")));
    }

    private static Map<ErrorClass, RetryRule> retries() {
        return Map.of(
                ErrorClass.TIMEOUT, rule(3, 2_000, 2, 8_000),
                ErrorClass.CONNECTION, rule(5, 1_500, 2, 30_000),
                ErrorClass.OVERLOADED, rule(5, 3_000, 3, 60_000),
                ErrorClass.UNKNOWN, rule(2, 1_000, 2, 2_000),
                ErrorClass.EVENT_LOOP, rule(1, 500, 1, 500));
    }

    private static RetryRule rule(int retries, long firstMs, double factor, long ceilingMs) {
        return new RetryRule(
                retries, Duration.ofMillis(firstMs), factor, Duration.ofMillis(ceilingMs));
    }
}
