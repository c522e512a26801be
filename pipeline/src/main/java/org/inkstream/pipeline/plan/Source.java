package org.inkstream.pipeline.plan;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.DottedPath;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.StepResult;

/** Where the value of one argument comes from. */
@FunctionalInterface
interface Source {
    /** The name of the source that is the letter itself. */
    String TEXT = "text";

    /** What the event itself can give. */
    Map<String, Function<OcrCompleted, Object>> EVENT =
            Map.of(
                    TEXT,
                    OcrCompleted::text,
                    "file.path",
                    event -> event.file().path(),
                    "file.metadata",
                    event -> event.file().metadata(),
                    "ocr.confidence",
                    Source::confidence,
                    "ocr.language",
                    event -> event.ocr().languages().stream().findFirst().orElse(""),
                    "collection",
                    OcrCompleted::collection);

    /** The value; an empty string, array or object counts as none. */
    Optional<Object> value(OcrCompleted event, Map<String, StepResult> finished);

    /**
     * @throws IllegalArgumentException if there is no such source
     */
    static Source of(Tool tool, Tool.Input input) {
        if (input.fromTool()) {
            return fromTool(input.sourceTool(), DottedPath.of(input.sourcePath()));
        }
        Function<OcrCompleted, Object> read = EVENT.get(input.from());
        if (read == null) {
            throw new IllegalArgumentException(
                    "tool %s takes '%s' from '%s'; there are %s and TOOL:PATH"
                            .formatted(
                                    tool.name(), input.argument(), input.from(), EVENT.keySet()));
        }
        return (event, finished) -> Optional.of(read.apply(event)).filter(Source::saysSomething);
    }

    private static Source fromTool(String tool, DottedPath path) {
        return (event, finished) ->
                Optional.ofNullable(finished.get(tool))
                        .filter(StepResult::answered)
                        .flatMap(step -> path.find(step.result()))
                        .filter(Source::saysSomething);
    }

    private static Object confidence(OcrCompleted event) {
        return event.ocr().hasConfidence() ? (Object) event.ocr().confidence() : "";
    }

    private static boolean saysSomething(Object value) {
        if (value instanceof String text) {
            return !text.isBlank();
        }
        if (value instanceof JsonArray array) {
            return !array.isEmpty();
        }
        return !(value instanceof JsonObject object && object.isEmpty());
    }
}
