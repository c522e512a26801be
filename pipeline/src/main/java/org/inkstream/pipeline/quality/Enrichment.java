package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.document.Verdict;

/**
 * What became of a letter.
 *
 * @param run that made it
 * @param fields one for each leaf of the letter schema, in its order
 * @param steps how the tools ended, by name
 * @param score how complete it is
 * @param verdict whether it may be published
 * @param policy hash of the thresholds that the verdict rests on
 * @param schemaVersion of the letter schema
 * @param at when the run was done
 */
public record Enrichment(
        Run run,
        List<Field> fields,
        Collection<StepResult> steps,
        Score score,
        Verdict verdict,
        String policy,
        String schemaVersion,
        Instant at) {

    public Enrichment {
        fields = List.copyOf(fields);
        steps = steps.stream().sorted(Comparator.comparing(StepResult::tool)).toList();
    }

    public boolean needsReview() {
        return verdict.match(publish -> false, needsReview -> true);
    }

    /** How many fields are in which state. */
    public Map<FieldState, Integer> fieldStates() {
        Map<FieldState, Integer> states = new EnumMap<>(FieldState.class);
        for (Field field : fields) {
            states.merge(field.state(), 1, Integer::sum);
        }
        return states;
    }

    /** The form in {@code enriched_documents}, without {@code version}. */
    public JsonObject toStored() {
        return StoredDocument.of(this);
    }

    /** Score and verdict, as they stand in the stored document and in the quality event. */
    public JsonObject qualityMetrics() {
        JsonArray ungrounded = new JsonArray();
        fields.stream().filter(Field::ungrounded).map(Field::path).forEach(ungrounded::add);
        return new JsonObject()
                .put("completeness_score", rounded(score.completeness()))
                .put("seed_completeness_score", rounded(score.seed()))
                .put("system_completeness_score", rounded(score.system()))
                .put("required_resolved", score.required())
                .put("missing_fields", new JsonArray(score.missing()))
                .put("ungrounded_fields", ungrounded)
                .put("verdict", verdict.wireName())
                .put("reasons", verdict.reasonsToJson());
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }
}
