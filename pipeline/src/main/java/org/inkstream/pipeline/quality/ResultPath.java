package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.inkstream.pipeline.document.DottedPath;
import org.inkstream.pipeline.document.Field;

/**
 * Where in a tool's result the value of a field stands: a dotted path, whose last part may be the
 * value of another field, such as {@code biographies.{document.correspondence.sender.name}}.
 *
 * @param from as the catalogue says it
 * @param object the path without the key
 * @param keyField path of the field whose value is the key, empty if there is none
 */
record ResultPath(String from, DottedPath object, String keyField) {

    static ResultPath of(String from) {
        int brace = from.indexOf(".{");
        if (brace < 0) {
            return new ResultPath(from, DottedPath.of(from), "");
        }
        return new ResultPath(
                from,
                DottedPath.of(from.substring(0, brace)),
                from.substring(brace + 2, from.length() - 1));
    }

    /**
     * @param fields those before it in the schema
     */
    Optional<Object> find(JsonObject result, Map<String, Field> fields) {
        Optional<Object> found = object.find(result);
        if (keyField.isEmpty()) {
            return found;
        }
        return found.filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .flatMap(map -> key(fields).map(map::getValue));
    }

    private Optional<String> key(Map<String, Field> fields) {
        return Optional.ofNullable(fields.get(keyField))
                .filter(Field::hasValue)
                .map(field -> field.value().toString());
    }
}
