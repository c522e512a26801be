package org.inkstream.agents.letters.evaluate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure that must be reached.
 *
 * @param field whose figure
 * @param precision whether precision is meant, otherwise recall
 * @param least the figure, 0 to 1
 */
record Floor(Field field, boolean precision, double least) {
    private static final Pattern FORM =
            Pattern.compile("(\\w+)\\.(recall|precision)=(0(?:\\.\\d+)?|1(?:\\.0+)?)");

    /**
     * Reads the form {@code date.precision=0.93}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Floor parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--min " + text + ": give it as field.recall=0.9 or field.precision=0.9");
        }
        return new Floor(
                field(matcher.group(1)),
                matcher.group(2).equals("precision"),
                Double.parseDouble(matcher.group(3)));
    }

    static Field field(String label) {
        try {
            return Field.valueOf(label.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no field '" + label + "'; there are " + labels(), e);
        }
    }

    private static String labels() {
        StringBuilder labels = new StringBuilder();
        for (Field field : Field.values()) {
            labels.append(labels.isEmpty() ? "" : ", ").append(field.label());
        }
        return labels.toString();
    }

    double reached(Score score) {
        return precision ? score.precision() : score.recall();
    }

    boolean isReached(Score score) {
        return score.truths() == 0 || reached(score) >= least;
    }

    /** Such as {@code date precision}. */
    String label() {
        return field.label() + (precision ? " precision" : " recall");
    }
}
