package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;
import org.inkstream.pipeline.document.StepResult;

/** A field that a tool of the catalogue fills. */
final class ToolAnswer implements FieldSource {
    private static final String EVIDENCE = "_evidence";
    private static final String CONFIDENCE = "confidence";
    private static final JsonArray NO_CLAIMS = new JsonArray();

    private final String path;
    private final FieldType type;
    private final String tool;
    private final Origin origin;
    private final ResultPath place;
    private final FieldState state;

    ToolAnswer(Tool tool, Tool.Fill fill, FieldType type) {
        this.path = fill.field();
        this.type = type;
        this.tool = tool.name();
        this.origin = Origin.tool(tool.name());
        this.place = ResultPath.of(fill.from());
        this.state = fill.inferred() ? FieldState.INFERRED : FieldState.EXTRACTED;
    }

    @Override
    public Optional<Field> read(Reading reading) {
        StepResult step = reading.finished().get(tool);
        if (step == null) {
            return open(FieldState.NOT_ATTEMPTED, tool + " has not run");
        }
        return switch (step.ending()) {
            case ACTUAL, CACHED -> answered(step.result(), reading);
            case FALLBACK -> open(FieldState.FALLBACK, step.reason());
            case FAILED -> open(FieldState.FAILED, step.reason());
            case NOT_ATTEMPTED -> open(FieldState.NOT_ATTEMPTED, step.reason());
        };
    }

    private Optional<Field> answered(JsonObject result, Reading reading) {
        Optional<Object> raw = place.find(result, reading.fields());
        if (raw.isEmpty()) {
            return open(FieldState.NOT_FOUND, "");
        }
        Statement said =
                new Statement(
                        path,
                        raw.get(),
                        state,
                        origin,
                        confidence(result, raw.get()),
                        claims(result),
                        state == FieldState.EXTRACTED);
        return Optional.of(said.check(type, reading.text()));
    }

    private Optional<Field> open(FieldState why, String reason) {
        return Optional.of(Field.open(path, why, origin, reason));
    }

    private JsonArray claims(JsonObject result) {
        return result.getValue(EVIDENCE) instanceof JsonObject evidence
                        && evidence.getValue(place.from()) instanceof JsonArray claims
                ? claims
                : NO_CLAIMS;
    }

    /** What is said of a list is the mean of what is said of its items. */
    private double confidence(JsonObject result, Object raw) {
        if (raw instanceof JsonArray items) {
            double sum = 0;
            int said = 0;
            for (Object item : items) {
                if (item instanceof JsonObject object
                        && object.getValue(CONFIDENCE) instanceof Number number) {
                    sum += number.doubleValue();
                    said++;
                }
            }
            if (said > 0) {
                return share(sum / said);
            }
        }
        return place.object()
                .nearest(result, CONFIDENCE)
                .filter(Number.class::isInstance)
                .map(number -> share(((Number) number).doubleValue()))
                .orElse(Field.NOT_SAID);
    }

    /** An agent that says more than 1 or less than 0 has said nothing that can be compared. */
    private static double share(double said) {
        return said >= 0 && said <= 1 ? said : Field.NOT_SAID;
    }
}
