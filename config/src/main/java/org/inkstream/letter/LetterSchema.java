package org.inkstream.letter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 62 leaf fields, in schema order.
 *
 * @param version of the schema file
 * @param byPath fields by path, in schema order
 * @param seedRequired the 18 paths that the older system counted, containers included
 */
public record LetterSchema(
        String version, Map<String, FieldSpec> byPath, List<String> seedRequired) {
    public LetterSchema {
        byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
        seedRequired = List.copyOf(seedRequired);
    }

    /** The schema that comes with the program. */
    public static LetterSchema packaged() {
        return LetterSchemaFile.packaged();
    }

    /**
     * @throws IllegalArgumentException if there is no such field
     */
    public FieldSpec field(String path) {
        FieldSpec field = byPath.get(path);
        if (field == null) {
            throw new IllegalArgumentException("no field '" + path + "' in the letter schema");
        }
        return field;
    }
}
