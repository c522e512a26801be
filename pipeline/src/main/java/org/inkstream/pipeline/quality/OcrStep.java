package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import java.util.Optional;
import java.util.Set;
import org.inkstream.letter.FieldSpec;
import org.inkstream.pipeline.document.DottedPath;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;

/** A field that the OCR step may have read already. It saw the page; we see only its text. */
final class OcrStep implements FieldSource {
    /** What is seen on the sheet and not written on it. */
    private static final Set<String> ABOUT_THE_SHEET =
            Set.of(
                    "document.physical_attributes.size",
                    "document.physical_attributes.material",
                    "document.physical_attributes.condition");

    private static final JsonArray NO_CLAIMS = new JsonArray();

    private final String path;
    private final DottedPath place;
    private final FieldType type;
    private final FieldState state;
    private final boolean demanded;

    /**
     * @param inferred whether the value is concluded from the page rather than read off it
     */
    OcrStep(FieldSpec spec, FieldType type, boolean inferred) {
        this.path = spec.path();
        this.place = DottedPath.of(spec.key());
        this.type = type;
        this.state = inferred ? FieldState.INFERRED : FieldState.EXTRACTED;
        this.demanded =
                !inferred && !spec.system() && type.words() && !ABOUT_THE_SHEET.contains(path);
    }

    /** Whether a person could see the value on the page: there the OCR step knows best. */
    static boolean sees(FieldSpec spec) {
        String path = spec.path();
        return path.startsWith("document.")
                || path.equals("metadata.document_type")
                || (path.startsWith("content.") && !path.equals("content.summary"));
    }

    @Override
    public Optional<Field> read(Reading reading) {
        if (reading.event().structured().isEmpty()) {
            return Optional.empty();
        }
        return place.find(reading.event().structured())
                .map(raw -> said(raw).check(type, reading.text()))
                .filter(field -> field.state().resolved());
    }

    private Statement said(Object raw) {
        return new Statement(path, raw, state, Origin.OCR, Field.NOT_SAID, NO_CLAIMS, demanded);
    }
}
