package org.inkstream.loadtest.scenarios.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in a compose file: <code>${NAME}</code> and <code>${NAME:-default}</code>, as Compose
 * fills them in; <code>$$</code> is a dollar sign.
 *
 * @param variables by name
 */
record Interpolation(Map<String, String> variables) {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\$|\\$\\{(\\w+)(?::-([^}]*))?}|\\$");

    Interpolation {
        variables = Map.copyOf(variables);
    }

    /**
     * Of the text of an env file: {@code NAME=value} lines, comments and empty lines.
     *
     * @throws IllegalArgumentException if a line is none of these
     */
    static Interpolation ofEnvFile(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                int at = line.indexOf('=');
                if (at < 1) {
                    throw new IllegalArgumentException(
                            "a line of an env file is NAME=value, not '" + line + "'");
                }
                variables.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        return new Interpolation(variables);
    }

    /** The same tree of mappings, lists and values with all texts filled in. */
    Object filled(Object value) {
        if (value instanceof Map<?, ?> mapping) {
            Map<Object, Object> filled = new LinkedHashMap<>();
            mapping.forEach((key, member) -> filled.put(key, filled(member)));
            return filled;
        }
        if (value instanceof List<?> list) {
            List<Object> filled = new ArrayList<>();
            list.forEach(member -> filled.add(filled(member)));
            return filled;
        }
        return value instanceof String text ? filled(text) : value;
    }

    private String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(one(found)));
    }

    private String one(MatchResult found) {
        if (found.group().equals("$$")) {
            return "$";
        }
        if (found.group(1) == null) {
            throw new IllegalArgumentException("a variable is written as ${NAME:-default}");
        }
        String given = variables.getOrDefault(found.group(1), "");
        String otherwise = found.group(2);
        return given.isEmpty() && otherwise != null ? otherwise : given;
    }
}
