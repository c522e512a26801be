package org.inkstream.pipeline.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.letter.FieldSpec;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;

/**
 * How one field gets its value.
 *
 * @param sources the first that knows wins
 */
record FieldRule(FieldSpec spec, List<FieldSource> sources) {

    static FieldRule of(FieldSpec spec, ToolCatalogue catalogue, Refusals refusals) {
        FieldType type = FieldType.of(spec, refusals);
        List<FieldSource> tools = new ArrayList<>();
        boolean inferred = false;
        for (Tool tool : catalogue.tools()) {
            for (Tool.Fill fill : tool.fills()) {
                if (fill.field().equals(spec.path())) {
                    tools.add(new ToolAnswer(tool, fill, type));
                    inferred |= fill.inferred();
                }
            }
        }
        OcrStep ocr = new OcrStep(spec, type, inferred);
        List<FieldSource> sources = new ArrayList<>(tools);
        sources.add(OcrStep.sees(spec) ? 0 : sources.size(), ocr);
        EventFacts.first(spec).ifPresent(fact -> sources.add(0, fact));
        EventFacts.last(spec).ifPresent(sources::add);
        return new FieldRule(spec, List.copyOf(sources));
    }

    /** What each source has to say, in order; without the ones behind a value unless asked for. */
    List<Field> candidates(Reading reading) {
        boolean all = spec.importance() == FieldSpec.Importance.REQUIRED;
        List<Field> candidates = new ArrayList<>(sources.size());
        for (FieldSource source : sources) {
            Optional<Field> field = source.read(reading);
            field.ifPresent(candidates::add);
            if (!all && field.isPresent() && field.get().state().resolved()) {
                break;
            }
        }
        return candidates;
    }

    /** The first that has a value; without any, the one whose state leaves the most hope. */
    Field best(List<Field> candidates) {
        Field best = Field.open(spec.path(), FieldState.NOT_ATTEMPTED, Origin.NOBODY, "");
        int rank = -1;
        for (Field candidate : candidates) {
            int other = rank(candidate.state());
            if (other > rank) {
                best = candidate;
                rank = other;
            }
        }
        return best;
    }

    /** A failure can be healed, a placeholder perhaps; a tool that looked knows more than none. */
    private static int rank(FieldState state) {
        return switch (state) {
            case EXTRACTED, INFERRED, HUMAN, ABSENT -> 4;
            case FAILED -> 3;
            case FALLBACK -> 2;
            case NOT_FOUND -> 1;
            case NOT_ATTEMPTED -> 0;
        };
    }
}
