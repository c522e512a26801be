package org.inkstream.agents.letters.evaluate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scores of a file, per language and field. Not thread-safe: one per run of the command. */
final class Report {
    private final Map<String, Map<Field, Score>> scores = new TreeMap<>();
    private final Map<String, Integer> letters = new TreeMap<>();
    private final List<Miss> misses = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int quotes;

    /** A letter whose answer is not the truth. */
    record Miss(String id, Field field, String truth, String answer) {}

    void add(LetterRecord letter, Answers answers) {
        letters.merge(letter.lang(), 1, Integer::sum);
        quotes += answers.quotes();
        answers.violations().forEach(violation -> violations.add(letter.id() + ": " + violation));
        for (Field field : Field.values()) {
            for (String truth : letter.truths(field)) {
                score(letter, field, truth, answers.value(field));
            }
        }
    }

    private void score(LetterRecord letter, Field field, String truth, String answer) {
        boolean right = !answer.isEmpty() && field.isRight(truth, answer);
        Score score = score(letter.lang(), field);
        score.add(!answer.isEmpty(), right);
        if (letter.standsInText(field).orElse(false)) {
            score.addInText(right);
        }
        if (!right) {
            misses.add(new Miss(letter.id(), field, truth, answer));
        }
    }

    Score score(String lang, Field field) {
        return scores.computeIfAbsent(lang, key -> new EnumMap<>(Field.class))
                .computeIfAbsent(field, key -> new Score());
    }

    /** Languages of the letters, in order. */
    List<String> languages() {
        return List.copyOf(letters.keySet());
    }

    int letters(String lang) {
        return letters.getOrDefault(lang, 0);
    }

    List<Miss> misses(Field field) {
        return misses.stream().filter(miss -> miss.field() == field).toList();
    }

    int quotes() {
        return quotes;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    JsonObject toJson(List<String> badLines) {
        JsonObject byLanguage = new JsonObject();
        for (String lang : languages()) {
            JsonObject fields = new JsonObject();
            for (Field field : Field.values()) {
                fields.put(field.label(), score(lang, field).toJson());
            }
            byLanguage.put(
                    lang, new JsonObject().put("letters", letters(lang)).put("fields", fields));
        }
        return new JsonObject()
                .put("languages", byLanguage)
                .put("quotes", quotes)
                .put("quote_violations", new JsonArray(violations()))
                .put("bad_lines", new JsonArray(badLines));
    }
}
