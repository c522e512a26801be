package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.letter.FieldSpec;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Origin;

/** Fields that the event itself knows. */
final class EventFacts {
    /** Nobody knows these better. */
    private static final Map<String, Function<OcrCompleted, Object>> FIRST =
            Map.of(
                    "metadata.id", OcrCompleted::documentId,
                    "metadata.collection_id", OcrCompleted::collectionId,
                    "metadata.ocr_provider", event -> event.ocr().provider(),
                    "metadata.confidence", EventFacts::confidence,
                    "document.physical_attributes.pages", OcrCompleted::pages,
                    "content.full_text", OcrCompleted::text);

    /** A guess of the OCR engine or of the file system, for want of something better. */
    private static final Map<String, Function<OcrCompleted, Object>> LAST =
            Map.of(
                    "metadata.digitization_info.file_format",
                    event -> event.file().mediaType(),
                    "document.languages[]",
                    EventFacts::languages);

    private EventFacts() {}

    static Optional<FieldSource> first(FieldSpec spec) {
        return source(spec, FIRST, Origin.SYSTEM);
    }

    static Optional<FieldSource> last(FieldSpec spec) {
        return source(spec, LAST, spec.system() ? Origin.SYSTEM : Origin.OCR);
    }

    private static Optional<FieldSource> source(
            FieldSpec spec, Map<String, Function<OcrCompleted, Object>> facts, Origin origin) {
        Function<OcrCompleted, Object> fact = facts.get(spec.path());
        if (fact == null) {
            return Optional.empty();
        }
        String path = spec.path();
        return Optional.of(reading -> known(path, fact.apply(reading.event()), origin));
    }

    private static Optional<Field> known(String path, Object value, Origin origin) {
        if (Field.NO_VALUE.equals(value)) {
            return Optional.empty();
        }
        return Optional.of(Field.of(path, value, FieldState.EXTRACTED, origin));
    }

    private static Object confidence(OcrCompleted event) {
        return event.ocr().hasConfidence() ? event.ocr().confidence() : Field.NO_VALUE;
    }

    private static Object languages(OcrCompleted event) {
        return event.ocr().languages().isEmpty()
                ? Field.NO_VALUE
                : new JsonArray(event.ocr().languages());
    }
}
