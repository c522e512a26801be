package org.inkstream.agents.letters.metadata;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.NotAttempted;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.correspondence.LetterDates;
import org.inkstream.agents.letters.zones.LetterReader;

/**
 * Tells who may see a letter by the collection's policy and the letter's date. Never by what words
 * the letter contains, and never by today's date, which would make the same letter differ from day
 * to day: the policy says as of when it counts.
 */
final class AccessTool implements LetterTool {
    private static final Set<String> LEVELS = Set.of("public", "restricted", "private");

    private final LetterReader reader;

    AccessTool(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "determine_access_level";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        Known collection = Known.argument(arguments, "metadata");
        String fixed = collection.text("access_level");
        if (LEVELS.contains(fixed)) {
            return answer(fixed, "the collection's record says so", 1.0);
        }
        Optional<AccessPolicy> policy = AccessPolicy.in(collection);
        if (policy.isEmpty()) {
            return NotAttempted.because(
                    "who may see a letter is the archive's decision: the collection's record needs"
                            + " access_level, or access_policy with open_before, or with person_age"
                            + " and as_of");
        }
        return year(collection, ToolArguments.text(arguments))
                .map(year -> apply(policy.get(), year))
                .orElseGet(
                        () ->
                                NotAttempted.because(
                                        policy.get().saying()
                                                + ", but the letter's year is not known"));
    }

    private Optional<Integer> year(Known collection, String text) {
        return AccessPolicy.year(collection.text("date", "creation_date"))
                .or(
                        () ->
                                LetterDates.of(reader.read(text))
                                        .written()
                                        .flatMap(read -> AccessPolicy.year(read.value())));
    }

    private static JsonObject apply(AccessPolicy policy, int year) {
        return answer(policy.levelOf(year), policy.saying() + "; the letter is of " + year, 0.9);
    }

    private static JsonObject answer(String level, String reasoning, double confidence) {
        return new JsonObject()
                .put("access_level", level)
                .put("reasoning", reasoning)
                .put("confidence", confidence);
    }
}
