package org.inkstream.models;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Who is asked for a tool's answer: models in order, and at the end the built-in rules or nobody.
 *
 * @param models names of models, the first choice first, none twice
 * @param rules whether the rules answer where no model did
 */
public record Route(List<String> models, boolean rules) {
    /** The word that stands for the built-in rules at the end of a route. */
    public static final String RULES = "rules";

    /** No model is asked. */
    public static final Route RULES_ONLY = new Route(List.of(), true);

    public Route {
        models = List.copyOf(models);
        if (models.isEmpty() && !rules) {
            throw new IllegalArgumentException("names nobody; write [rules] for the rules alone");
        }
        if (models.contains(RULES)) {
            throw new IllegalArgumentException("must have 'rules' at its end, and only there");
        }
        if (new LinkedHashSet<>(models).size() < models.size()) {
            throw new IllegalArgumentException("names a model twice: " + models);
        }
    }

    /**
     * Reads the form of the models file, such as {@code [opus, local, rules]}.
     *
     * @throws IllegalArgumentException if it is no route; the message goes on after its name
     */
    public static Route of(List<String> words) {
        boolean rules = !words.isEmpty() && words.get(words.size() - 1).equals(RULES);
        return new Route(rules ? words.subList(0, words.size() - 1) : words, rules);
    }

    /** Whether any model may be asked. */
    public boolean asksModels() {
        return !models.isEmpty();
    }

    /** The form of the models file. */
    public List<String> words() {
        List<String> words = new ArrayList<>(models);
        if (rules) {
            words.add(RULES);
        }
        return List.copyOf(words);
    }
}
