package org.inkstream.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.inkstream.config.InvalidSettings.Problem;

/**
 * Variables whose value stands in a file: {@code NAME_FILE} names the file that holds the value of
 * {@code NAME}, as container platforms hand out secrets.
 */
public final class SecretFiles {
    private static final String ENDING = "_FILE";

    private SecretFiles() {}

    /**
     * The value of a variable, or of the file that it is said to stand in; empty if there is
     * neither.
     *
     * @throws InvalidSettings if both are given, or the file cannot be read
     */
    public static String value(Map<String, String> environment, String name) {
        List<Problem> problems = new ArrayList<>();
        String value = settled(environment, Set.of(name), problems).getOrDefault(name, "");
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
        return value;
    }

    /**
     * The variables with the values from files in the place of the files' names.
     *
     * @param names of variables that may stand in a file; one that ends with {@code _FILE} itself
     *     is a variable like any other
     * @param problems hears of files that cannot be read
     */
    static Map<String, String> settled(
            Map<String, String> environment, Set<String> names, List<Problem> problems) {
        Map<String, String> settled = new TreeMap<>(environment);
        environment.forEach(
                (variable, file) ->
                        behind(variable, names)
                                .ifPresent(
                                        name -> {
                                            settled.remove(variable);
                                            put(settled, name, variable, file, problems);
                                        }));
        return settled;
    }

    private static Optional<String> behind(String variable, Set<String> names) {
        return variable.endsWith(ENDING) && !names.contains(variable)
                ? Optional.of(variable.substring(0, variable.length() - ENDING.length()))
                        .filter(names::contains)
                : Optional.empty();
    }

    private static void put(
            Map<String, String> settled,
            String name,
            String variable,
            String file,
            List<Problem> problems) {
        if (!settled.getOrDefault(name, "").isEmpty()) {
            problems.add(
                    new Problem(
                            variable,
                            "environment",
                            "is set beside " + name + "; leave one of them out"));
            return;
        }
        try {
            settled.put(name, Files.readString(Path.of(file), StandardCharsets.UTF_8).strip());
        } catch (IOException | InvalidPathException unreadable) {
            problems.add(
                    new Problem(
                            variable,
                            "environment",
                            "names the file '" + file + "', which cannot be read"));
        }
    }
}
