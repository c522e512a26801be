package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.RetryRule;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.pipeline.plan.Plan;

/**
 * The tools and letters of all worlds of one size: two agents that cost money, one of whose tools
 * is left to a person when its outcome is unknown, and one that costs nothing. Immutable.
 */
final class Letters {
    static final String TOPIC = "ocr.completed";
    static final String REVISION = "simulated";
    static final String COLLECTION = "archive";

    private static final String NAME = "tool";
    private static final int KINDS = 5;
    private static final int THOUGHTFUL_KIND = 3;
    private static final String PAID = "reader";
    private static final String FREE = "rules";
    private static final String THOUGHTFUL = "thinker";

    private static final JsonObject INPUT =
            new JsonObject(
                    "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},"
                            + "\"about\":{\"type\":\"string\"}},\"required\":[\"text\"]}");
    private static final JsonObject OUTPUT =
            new JsonObject(
                    "{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"string\"}},"
                            + "\"required\":[\"value\"]}");

    private final ToolCatalogue catalogue;
    private final ToolSchemas schemas;
    private final Plan plan;

    private Letters(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
        this.schemas = new ToolSchemas(catalogue);
        this.plan = Plan.of(catalogue);
    }

    static Letters withTools(int count) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        for (int number = 0; number < count; number++) {
            Tool tool = tool(number);
            tools.put(tool.name(), tool);
        }
        return new Letters(
                new ToolCatalogue("1", tools, retries(), new JsonObject().put("version", "1")));
    }

    ToolCatalogue catalogue() {
        return catalogue;
    }

    ToolSchemas schemas() {
        return schemas;
    }

    Plan plan() {
        return plan;
    }

    static boolean costs(String agent) {
        return !agent.equals(FREE);
    }

    /** Whether a lost outcome of this tool is left to a person, and no pass calls it again. */
    static boolean isLeftToPeople(String tool) {
        return Integer.parseInt(tool.substring(NAME.length())) % KINDS == THOUGHTFUL_KIND;
    }

    /** A record of the letter; another edition is another text, and some letters share theirs. */
    static byte[] record(String documentId, int edition) {
        String reader = documentId.replace('1', '0').replace('5', '4');
        return ("{\"documentId\":\"%s\",\"collectionId\":\"%s\",\"text\":\"Dear %s, edition"
                        + " %d\",\"ocr\":{\"confidence\":0.9}}")
                .formatted(documentId, COLLECTION, reader, edition)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Tool tool(int number) {
        List<Tool.Input> inputs = new ArrayList<>();
        inputs.add(new Tool.Input("text", "text", true));
        int kind = number % KINDS;
        if (kind == 1 || kind == 4) {
            inputs.add(new Tool.Input("about", NAME + (number - kind) + ":value", kind == 1));
        }
        return new Tool(
                NAME + number,
                switch (kind) {
                    case 0, 1 -> PAID;
                    case 2, 4 -> FREE;
                    default -> THOUGHTFUL;
                },
                "a tool",
                inputs,
                Duration.ofSeconds(kind == THOUGHTFUL_KIND ? 6 : 3),
                kind == THOUGHTFUL_KIND ? Tool.OnUnknown.PARK : Tool.OnUnknown.REASK,
                List.of(),
                INPUT,
                OUTPUT);
    }

    private static Map<ErrorClass, RetryRule> retries() {
        Map<ErrorClass, RetryRule> retries = new EnumMap<>(ErrorClass.class);
        Duration ceiling = Duration.ofSeconds(8);
        retries.put(ErrorClass.TIMEOUT, new RetryRule(2, Duration.ofSeconds(1), 2, ceiling));
        retries.put(ErrorClass.CONNECTION, new RetryRule(4, Duration.ofSeconds(1), 2, ceiling));
        retries.put(ErrorClass.OVERLOADED, new RetryRule(4, Duration.ofSeconds(1), 3, ceiling));
        retries.put(ErrorClass.UNKNOWN, new RetryRule(2, Duration.ofSeconds(1), 2, ceiling));
        return retries;
    }
}
