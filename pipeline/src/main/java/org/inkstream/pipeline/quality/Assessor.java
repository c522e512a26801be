package org.inkstream.pipeline.quality;

import java.time.Instant;
import java.util.Collection;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.QualitySettings;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.document.Verdict;

/**
 * Turns the results of a run into the enriched letter: fields, score and verdict. The same results
 * give the same letter, times apart. Immutable; shared by all event loops.
 */
public final class Assessor {
    private final LetterSchema schema;
    private final FieldMerge merge;
    private final Scale scale;
    private final Policy policy;

    private Assessor(LetterSchema schema, FieldMerge merge, Scale scale, Policy policy) {
        this.schema = schema;
        this.merge = merge;
        this.scale = scale;
        this.policy = policy;
    }

    /**
     * @param catalogue the tools of the plan
     */
    public static Assessor of(
            LetterSchema schema, ToolCatalogue catalogue, QualitySettings settings) {
        return new Assessor(
                schema,
                FieldMerge.of(schema, catalogue),
                Scale.of(schema),
                Policy.of(settings, schema));
    }

    /**
     * @param results how the tools ended, in any order
     * @param now when the run is done
     */
    public Enrichment assess(Run run, Collection<StepResult> results, Instant now) {
        return assess(run, results, HumanFields.NONE, now);
    }

    /**
     * @param human what people said of the same text
     */
    public Enrichment assess(
            Run run, Collection<StepResult> results, HumanFields human, Instant now) {
        Merged merged = merge.merge(run.event(), results, human);
        Score score = scale.score(merged.fields());
        Verdict verdict = policy.judge(run.documentId(), merged);
        return new Enrichment(
                run,
                merged.fields(),
                results,
                score,
                verdict,
                policy.hash(),
                schema.version(),
                now);
    }
}
