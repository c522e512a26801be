package org.inkstream.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The text of a YAML file whose top level is a mapping. */
public final class YamlText {
    private YamlText() {}

    /**
     * @param file named in messages
     * @return the mapping in file order; an empty text is an empty mapping
     * @throws InvalidFile if it is not YAML, has a key twice, or is not a mapping
     */
    public static Map<String, @Nullable Object> parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException notYaml) {
            throw new InvalidFile(file, List.of(where(notYaml) + notYaml.getProblem()));
        } catch (YAMLException notYaml) {
            throw new InvalidFile(file, List.of("is not YAML: " + notYaml.getMessage()));
        }
        if (root == null) {
            return Map.of();
        }
        if (!(root instanceof Map<?, ?> mapping)) {
            throw new InvalidFile(file, List.of("must be a mapping of keys to values"));
        }
        return withTextKeys(mapping);
    }

    /**
     * @param beside the class in whose package the resource lies
     * @throws InvalidFile as {@link #parse} does
     */
    public static Map<String, @Nullable Object> resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the installation is incomplete: " + name + " is not packaged");
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the packaged " + name, unreadable);
        }
    }

    /** YAML allows keys of any type; a key such as {@code 8002:} is taken as its text. */
    static Map<String, @Nullable Object> withTextKeys(Map<?, ?> mapping) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        mapping.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    private static String where(MarkedYAMLException notYaml) {
        return notYaml.getProblemMark() == null
                ? ""
                : "line " + (notYaml.getProblemMark().getLine() + 1) + ": ";
    }
}
