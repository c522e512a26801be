package org.inkstream.agents.letters.metadata;

import java.util.Optional;

/**
 * A collection's rule on who may see a letter, by the letter's year.
 *
 * <p>In the collection's record it is {@code access_policy}: {@code open_before} names the first
 * year that is still closed; or {@code person_age} and {@code as_of} (a year or date) close a
 * letter while somebody whom it names may still be alive. What is closed has level {@code
 * closed_level}, restricted unless it says private.
 *
 * @param firstClosedYear letters of earlier years are public
 * @param closedLevel {@code restricted} or {@code private}
 * @param saying the rule in words
 */
record AccessPolicy(int firstClosedYear, String closedLevel, String saying) {
    /** The policy in a collection's record; empty if it has none that can be applied. */
    static Optional<AccessPolicy> in(Known collection) {
        return collection.object("access_policy").flatMap(AccessPolicy::parse);
    }

    private static Optional<AccessPolicy> parse(Known policy) {
        String closed = policy.text("closed_level").equals("private") ? "private" : "restricted";
        Optional<Integer> openBefore = year(policy.text("open_before"));
        Optional<Integer> age = policy.number("person_age");
        Optional<Integer> asOf = year(policy.text("as_of"));
        if (openBefore.isPresent()) {
            return openBefore.map(
                    year ->
                            new AccessPolicy(
                                    year, closed, "the collection is open before " + year));
        }
        return age.flatMap(
                years -> asOf.map(now -> new AccessPolicy(now - years, closed, ages(years, now))));
    }

    private static String ages(int years, int now) {
        return "persons in letters are protected for " + years + " years, as of " + now;
    }

    /** The year that a date begins with, such as {@code 1923} of {@code 1923-10-22}. */
    static Optional<Integer> year(String date) {
        return date.matches("\\d{4}(?:-.{0,30})?")
                ? Optional.of(Integer.valueOf(date.substring(0, 4)))
                : Optional.empty();
    }

    String levelOf(int year) {
        return year < firstClosedYear ? "public" : closedLevel;
    }
}
