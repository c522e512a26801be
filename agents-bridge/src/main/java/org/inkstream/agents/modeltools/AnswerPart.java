package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of what a model is asked for: its JSON Schema, in the few keywords that every provider
 * knows, and the way from what the model gives to what the tool's contract wants.
 */
sealed interface AnswerPart {
    JsonObject schema();

    /**
     * @param given what the schema allows
     * @param path of the value in the result
     */
    @Nullable Object read(@Nullable Object given, String path, Grounding grounding);

    /** A value that is taken as it is: concluded, or said of another one. */
    record Plain(JsonObject schema) implements AnswerPart {
        @Override
        public @Nullable Object read(@Nullable Object given, String path, Grounding grounding) {
            return given;
        }
    }

    /** A single value that was read off the page, beside the quote that proves it; or null. */
    record Quoted(JsonObject value) implements AnswerPart {
        private static final String VALUE = "value";

        @Override
        public JsonObject schema() {
            Map<String, JsonObject> members = new LinkedHashMap<>();
            members.put(VALUE, value);
            members.put(AnswerSchemas.QUOTE, AnswerSchemas.text());
            return AnswerSchemas.orNull(AnswerSchemas.object(members));
        }

        @Override
        public @Nullable Object read(@Nullable Object given, String path, Grounding grounding) {
            if (!(given instanceof JsonObject pair)) {
                return null;
            }
            Object read = pair.getValue(VALUE);
            if (read == null || read.toString().isBlank()) {
                return null;
            }
            grounding.value(path, read.toString(), pair.getString(AnswerSchemas.QUOTE));
            return read;
        }
    }

    /** An object of several parts. */
    record Members(Map<String, AnswerPart> members, boolean nullable) implements AnswerPart {
        @Override
        public JsonObject schema() {
            Map<String, JsonObject> schemas = new LinkedHashMap<>();
            members.forEach((name, part) -> schemas.put(name, part.schema()));
            JsonObject object = AnswerSchemas.object(schemas);
            return nullable ? AnswerSchemas.orNull(object) : object;
        }

        @Override
        public @Nullable Object read(@Nullable Object given, String path, Grounding grounding) {
            if (!(given instanceof JsonObject object)) {
                return null;
            }
            JsonObject result = new JsonObject();
            members.forEach(
                    (name, part) -> {
                        String below = path.isEmpty() ? name : path + "." + name;
                        result.put(name, part.read(object.getValue(name), below, grounding));
                    });
            return result;
        }
    }

    /**
     * A list of objects.
     *
     * @param naming member that says what an item is
     * @param quoted whether each item comes with the quote that proves it
     */
    record Items(Map<String, JsonObject> members, String naming, boolean quoted)
            implements AnswerPart {
        @Override
        public JsonObject schema() {
            Map<String, JsonObject> all = new LinkedHashMap<>(members);
            if (quoted) {
                all.put(AnswerSchemas.QUOTE, AnswerSchemas.text());
            }
            return AnswerSchemas.list(AnswerSchemas.object(all));
        }

        @Override
        public Object read(@Nullable Object given, String path, Grounding grounding) {
            JsonArray result = new JsonArray();
            for (Object item : AnswerSchemas.listOf(given)) {
                JsonObject read = new JsonObject();
                ((JsonObject) item)
                        .forEach(
                                member -> {
                                    if (member.getValue() != null) {
                                        read.put(member.getKey(), member.getValue());
                                    }
                                });
                if (quoted) {
                    String quote = String.valueOf(read.remove(AnswerSchemas.QUOTE));
                    grounding.item(path, result.size(), read.getString(naming, ""), quote);
                }
                result.add(read);
            }
            return result;
        }
    }

    /**
     * A list of texts.
     *
     * @param copied whether they are copied from the page
     */
    record Texts(boolean copied) implements AnswerPart {
        @Override
        public JsonObject schema() {
            return AnswerSchemas.list(AnswerSchemas.text());
        }

        @Override
        public Object read(@Nullable Object given, String path, Grounding grounding) {
            JsonArray result = new JsonArray();
            for (Object text : AnswerSchemas.listOf(given)) {
                if (copied) {
                    grounding.copiedItem(path, result.size(), text.toString());
                }
                result.add(text);
            }
            return result;
        }
    }

    /** A map from names to texts, asked for as a list: no provider can be held to unknown names. */
    record NamedTexts() implements AnswerPart {
        private static final String NAME = "name";
        private static final String TEXT = "text";

        @Override
        public JsonObject schema() {
            Map<String, JsonObject> members = new LinkedHashMap<>();
            members.put(NAME, AnswerSchemas.text());
            members.put(TEXT, AnswerSchemas.text());
            return AnswerSchemas.list(AnswerSchemas.object(members));
        }

        @Override
        public Object read(@Nullable Object given, String path, Grounding grounding) {
            JsonObject result = new JsonObject();
            for (Object item : AnswerSchemas.listOf(given)) {
                JsonObject pair = (JsonObject) item;
                result.put(pair.getString(NAME), pair.getString(TEXT));
            }
            return result;
        }
    }
}
