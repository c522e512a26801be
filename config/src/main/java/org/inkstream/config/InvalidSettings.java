package org.inkstream.config;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be used; the message lists everything that is wrong with them. */
public final class InvalidSettings extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidSettings(List<Problem> problems) {
        super(
                problems.stream()
                        .map(Problem::toString)
                        .collect(
                                Collectors.joining(
                                        "\n  ",
                                        "the settings have "
                                                + problems.size()
                                                + (problems.size() == 1 ? " problem" : " problems")
                                                + ":\n  ",
                                        "")));
        this.problems = List.copyOf(problems);
    }

    /** All of them, in the order in which they were found. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param key dotted name of the setting
     * @param origin where its value came from, empty if it was not read from anywhere
     * @param what what is wrong, with the value unless it may be a secret
     */
    public record Problem(String key, String origin, String what) {
        @Override
        public String toString() {
            return key + (origin.isEmpty() ? "" : " (" + origin + ")") + ": " + what;
        }
    }
}
