package org.inkstream.agents.schema;

import com.networknt.schema.JsonSchemaException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output schemas that agents say their tools have, each compiled once in a process. They come
 * from elsewhere: what could load something, or take for ever, is not used. For any thread.
 */
public final class AgentSchemas {
    /** Checks nothing. */
    public static final Check ANYTHING = result -> Optional.empty();

    private static final Logger LOGGER = LoggerFactory.getLogger(AgentSchemas.class);

    private static final int LONGEST = 64 << 10;
    private static final int MOST_SCHEMAS = 10_000;

    /** A reference may lead anywhere, and a pattern may be tried for longer than an age. */
    private static final Set<String> NOT_USED =
            Set.of("$schema", "$id", "$ref", "$dynamicRef", "$vocabulary", "pattern", "format");

    /** Ours, beside what a tool's contract says. */
    private static final Set<String> OURS = Set.of("_evidence", "_not_attempted", "_fallback");

    private final Function<String, Optional<JsonObject>> known;
    private final Map<String, Check> compiled = new ConcurrentHashMap<>();

    /** What is wrong with a result; empty if nothing is. */
    @FunctionalInterface
    public interface Check extends Function<JsonObject, Optional<String>> {}

    /**
     * @param catalogue whose own schemas are checked elsewhere: an agent that has the same ones is
     *     not checked twice
     */
    public AgentSchemas(ToolCatalogue catalogue) {
        this.known =
                tool ->
                        catalogue.tools().stream()
                                .filter(entry -> entry.name().equals(tool))
                                .findFirst()
                                .map(Tool::outputSchema);
    }

    /** The check of one tool's results; a schema that cannot be used is logged once. */
    public Check check(String tool, JsonObject schema) {
        if (known.apply(tool).filter(schema::equals).isPresent()) {
            return ANYTHING;
        }
        String text = schema.encode();
        if (compiled.size() >= MOST_SCHEMAS && !compiled.containsKey(text)) {
            return ANYTHING;
        }
        return compiled.computeIfAbsent(text, any -> compile(tool, schema, text.length()));
    }

    private static Check compile(String tool, JsonObject schema, int length) {
        if (length > LONGEST) {
            return unusable(tool, "it is too long");
        }
        try {
            JsonObject usable = schema.copy();
            usable.remove("$schema");
            usable.remove("$id");
            Optional<String> trouble = notUsed(usable);
            if (trouble.isPresent()) {
                return unusable(tool, "it uses " + trouble.get());
            }
            JsonCheck check = JsonCheck.of(usable);
            return result -> problem(check, result);
        } catch (IllegalArgumentException | ClassCastException | JsonSchemaException noSchema) {
            return unusable(tool, "it is no JSON Schema");
        }
    }

    private static Optional<String> problem(JsonCheck check, JsonObject result) {
        if (result.containsKey("_not_attempted") || result.containsKey("_fallback")) {
            return Optional.empty();
        }
        JsonObject plain = result;
        if (OURS.stream().anyMatch(result::containsKey)) {
            plain = new JsonObject(new java.util.LinkedHashMap<>(result.getMap()));
            OURS.forEach(plain::remove);
        }
        return check.problem(plain.getMap());
    }

    /** The first keyword that is not used, however deep it stands. */
    private static Optional<String> notUsed(Object node) {
        if (node instanceof JsonObject object) {
            for (String name : object.fieldNames()) {
                // A property may have such a name; its value is then a schema, never a text.
                if (name.equals("patternProperties")
                        || (NOT_USED.contains(name) && object.getValue(name) instanceof String)) {
                    return Optional.of(name);
                }
                Optional<String> below = notUsed(object.getValue(name));
                if (below.isPresent()) {
                    return below;
                }
            }
        } else if (node instanceof JsonArray array) {
            return array.stream().map(AgentSchemas::notUsed).flatMap(Optional::stream).findFirst();
        }
        return Optional.empty();
    }

    private static Check unusable(String tool, String why) {
        LOGGER.atWarn()
                .addKeyValue("tool", tool)
                .addKeyValue("reason", why)
                .log("output schema of an agent is not used; the catalogue's own still is");
        return ANYTHING;
    }
}
