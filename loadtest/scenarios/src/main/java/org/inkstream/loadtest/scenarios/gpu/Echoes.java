package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.identity.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether letters hold answers that were meant for them. A simulated server names tool
 * and document in each answer: {@code TOOL of CODE.}, where the code is the one on the fence around
 * the document, made of its text, and the tool may be named by the hash of its schema. So the code
 * must be that of the letter, and the same place in all letters must name the same tool.
 */
final class Echoes {
    private static final Pattern ECHO = Pattern.compile("(\\S+) of ([0-9a-f]{24})\\.");
    private static final int CODE_LENGTH = 24;
    private static final String DATA = "enriched_data";

    private final Map<String, String> toolByPlace = new HashMap<>();
    private int foreign;
    private int seen;

    /** The echo at each place of one letter. */
    private static Map<String, Matcher> of(JsonObject letter) {
        Map<String, Matcher> places = new LinkedHashMap<>();
        walk(letter.getValue(DATA, ""), "", places);
        return places;
    }

    private static void walk(@Nullable Object value, String place, Map<String, Matcher> places) {
        if (value instanceof JsonObject object) {
            object.forEach(
                    member -> walk(member.getValue(), place + "." + member.getKey(), places));
        } else if (value instanceof JsonArray list) {
            list.forEach(one -> walk(one, place + "[]", places));
        } else if (value instanceof String text) {
            Matcher echo = ECHO.matcher(text);
            if (echo.matches()) {
                places.put(place, echo);
            }
        }
    }

    /**
     * @param letters as they are stored
     * @param texts by document
     * @return answers that are in the wrong letter or place, or missing
     */
    static int wrong(List<JsonObject> letters, Map<String, String> texts) {
        Echoes echoes = new Echoes();
        Set<String> everywhere = new HashSet<>();
        Map<String, Set<String>> byLetter = new HashMap<>();
        for (JsonObject letter : letters) {
            String text = texts.get(letter.getString("_id"));
            if (text != null) {
                Map<String, Matcher> places = of(letter);
                places.forEach((place, echo) -> echoes.check(place, echo, code(text)));
                everywhere.addAll(places.keySet());
                byLetter.put(letter.getString("_id"), places.keySet());
            }
        }
        int missing =
                byLetter.values().stream()
                        .mapToInt(places -> everywhere.size() - places.size())
                        .sum();
        // Letters without any echo say nothing, and that is wrong too.
        return echoes.seen == 0 ? byLetter.size() : echoes.foreign + missing;
    }

    private void check(String place, Matcher echo, String code) {
        seen++;
        String tool = toolByPlace.computeIfAbsent(place, first -> echo.group(1));
        if (!echo.group(2).equals(code) || !echo.group(1).equals(tool)) {
            foreign++;
        }
    }

    static String code(String text) {
        return Hashes.sha256(text).substring(0, CODE_LENGTH);
    }
}
