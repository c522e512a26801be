package org.inkstream.pipeline.quality;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.StepResult;

/**
 * Makes the fields of a letter out of what the event brings and the tools answered. What the OCR
 * step read off the page wins over what a tool reads off its text; what tools conclude wins over
 * what the OCR step concluded. Immutable; shared by all event loops.
 */
public final class FieldMerge {
    private final List<FieldRule> rules;

    private FieldMerge(List<FieldRule> rules) {
        this.rules = rules;
    }

    /**
     * @param catalogue the tools of the plan: a field that none of them fills is not applicable
     */
    public static FieldMerge of(LetterSchema schema, ToolCatalogue catalogue) {
        Refusals refusals = Refusals.load();
        return new FieldMerge(
                schema.byPath().values().stream()
                        .map(spec -> FieldRule.of(spec, catalogue, refusals))
                        .toList());
    }

    /**
     * @param results how the tools ended; a tool that is missing counts as not attempted
     */
    public Merged merge(OcrCompleted event, Collection<StepResult> results) {
        return merge(event, results, HumanFields.NONE);
    }

    /**
     * @param human what stands whatever the tools say
     */
    Merged merge(OcrCompleted event, Collection<StepResult> results, HumanFields human) {
        Map<String, StepResult> finished = new HashMap<>();
        results.forEach(result -> finished.put(result.tool(), result));
        Map<String, Field> fields = new LinkedHashMap<>();
        Reading reading = new Reading(event, LetterText.of(event.text()), finished, fields);
        List<Disagreement> disagreements = new ArrayList<>(0);
        for (FieldRule rule : rules) {
            Optional<Field> said = human.at(rule.spec().path());
            if (said.isPresent()) {
                fields.put(said.get().path(), said.get());
                continue;
            }
            List<Field> candidates = rule.candidates(reading);
            Field best = rule.best(candidates);
            fields.put(best.path(), best);
            disagree(best, candidates, disagreements);
        }
        return new Merged(List.copyOf(fields.values()), disagreements);
    }

    private static void disagree(Field best, List<Field> candidates, List<Disagreement> found) {
        if (!best.hasValue() || candidates.size() == 1) {
            return;
        }
        for (Field candidate : candidates) {
            if (candidate.hasValue() && !Agreement.agree(best.value(), candidate.value())) {
                found.add(new Disagreement(best, candidate));
            }
        }
    }
}
