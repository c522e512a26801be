package org.inkstream.letter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.letter.FieldSpec.Importance;
import org.inkstream.yaml.Problems;
import org.inkstream.yaml.Section;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Reads a letter schema file and reports everything that is wrong with it at once. */
final class LetterSchemaFile {
    private static final String PACKAGED = "letter-schema.yaml";

    private LetterSchemaFile() {}

    static LetterSchema packaged() {
        return load(PACKAGED, YamlText.resource(LetterSchemaFile.class, PACKAGED));
    }

    /**
     * @throws org.inkstream.yaml.InvalidFile with all problems
     */
    static LetterSchema load(String file, Map<String, @Nullable Object> content) {
        Problems problems = new Problems(file);
        Section root = new Section("", content, problems);
        String version = root.text("version");
        Map<String, FieldSpec> fields = new LinkedHashMap<>();
        root.section("fields")
                .sections()
                .forEach((path, section) -> fields.put(path, field(path, section)));
        List<String> seedRequired = root.texts("seedRequired");
        seedRequired.stream()
                .filter(path -> !isFieldOrContainer(path, fields))
                .forEach(path -> problems.add("seedRequired", "there is no field '" + path + "'"));
        root.nothingElse();
        problems.throwIfAny();
        return new LetterSchema(version, fields, seedRequired);
    }

    private static FieldSpec field(String path, Section section) {
        double weight = section.number("weight", -1);
        if (weight < 0) {
            section.problem("weight must be there and not negative");
        }
        FieldSpec field =
                new FieldSpec(
                        path,
                        section.text("type"),
                        weight,
                        section.oneOf("importance", Importance.class, Importance.OPTIONAL),
                        section.flag("system", false));
        section.nothingElse();
        return field;
    }

    private static boolean isFieldOrContainer(String path, Map<String, FieldSpec> fields) {
        return fields.containsKey(path)
                || fields.keySet().stream().anyMatch(field -> field.startsWith(path + "."));
    }
}
