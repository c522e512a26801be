package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.inkstream.agents.prompts.PromptFile;
import org.inkstream.agents.schema.ObjectSchema;
import org.inkstream.catalogue.Tool;

/**
 * What a model is asked for in place of a tool's result: the same, but with a quote beside every
 * value that is read off the page. Derived from the tool's contract. Immutable, for any thread.
 */
final class AnswerShape {
    private static final String NOT_ATTEMPTED = "_not_attempted";

    /** The member that says what an item is, where the contract does not require one. */
    private static final String NAME = "name";

    private final AnswerPart.Members members;
    private final JsonObject schema;
    private final ObjectSchema check;

    private AnswerShape(AnswerPart.Members members) {
        this.members = members;
        this.schema = members.schema();
        this.check = new ObjectSchema(schema);
    }

    static AnswerShape of(Tool tool, PromptFile prompt) {
        Set<String> readOff =
                tool.fills().stream()
                        .filter(fill -> !fill.inferred())
                        .map(Tool.Fill::from)
                        .collect(Collectors.toSet());
        return new AnswerShape(new Derivation(readOff, prompt).root(tool.outputSchema()));
    }

    /** For the provider; not to be changed. */
    JsonObject schema() {
        return schema;
    }

    /** What is wrong with an answer, without any word of it; empty if nothing is. */
    Optional<String> problem(JsonObject answer) {
        return check.problem(answer).map(AnswerShape::withoutNames);
    }

    /**
     * The tool's result, with evidence for what the letter proves.
     *
     * @param answer that has no problem
     */
    JsonObject result(JsonObject answer, Grounding grounding) {
        return members.read(answer, "", grounding) instanceof JsonObject result
                ? grounding.into(result)
                : new JsonObject();
    }

    /** A member that nobody asked for may be named in words of the letter. */
    private static String withoutNames(String problem) {
        return problem.replaceAll(
                "(?s)has the member '.*', which is unknown",
                "has a member that the schema does not name");
    }

    /** Walks along a contract. */
    private record Derivation(Set<String> readOff, PromptFile prompt) {
        AnswerPart.Members root(JsonObject contract) {
            return object(contract, "", false);
        }

        private AnswerPart.Members object(JsonObject contract, String path, boolean nullable) {
            Map<String, AnswerPart> parts = new LinkedHashMap<>();
            JsonObject properties = contract.getJsonObject("properties", new JsonObject());
            for (String name : properties.fieldNames()) {
                String below = path.isEmpty() ? name : path + "." + name;
                if (!name.equals(NOT_ATTEMPTED) && !prompt.omit().contains(below)) {
                    parts.put(name, part(properties.getJsonObject(name), below));
                }
            }
            return new AnswerPart.Members(parts, nullable);
        }

        private AnswerPart part(JsonObject contract, String path) {
            if (AnswerSchemas.allows(contract, "object")) {
                return contract.containsKey("properties")
                        ? object(contract, path, AnswerSchemas.allows(contract, "null"))
                        : new AnswerPart.NamedTexts();
            }
            if (AnswerSchemas.allows(contract, "array")) {
                return list(contract.getJsonObject("items", AnswerSchemas.text()), path);
            }
            return readOff.contains(path)
                    ? new AnswerPart.Quoted(AnswerSchemas.notNull(contract))
                    : new AnswerPart.Plain(AnswerSchemas.unbounded(contract));
        }

        private AnswerPart list(JsonObject items, String path) {
            if (!AnswerSchemas.allows(items, "object")) {
                return new AnswerPart.Texts(readOff.contains(path));
            }
            Map<String, JsonObject> schemas = new LinkedHashMap<>();
            addAll(schemas, items.getJsonObject("properties", new JsonObject()));
            addAll(schemas, prompt.also().getJsonObject(path, new JsonObject()));
            JsonArray required = items.getJsonArray("required", new JsonArray());
            String naming = required.isEmpty() ? NAME : required.getString(0);
            return new AnswerPart.Items(schemas, naming, readOff.contains(path));
        }

        private static void addAll(Map<String, JsonObject> schemas, JsonObject properties) {
            properties
                    .fieldNames()
                    .forEach(
                            name ->
                                    schemas.put(
                                            name,
                                            AnswerSchemas.unbounded(
                                                    properties.getJsonObject(name))));
        }
    }
}
