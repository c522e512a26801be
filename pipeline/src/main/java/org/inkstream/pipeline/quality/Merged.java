package org.inkstream.pipeline.quality;

import java.util.List;
import org.inkstream.pipeline.document.Field;

/**
 * All fields of a letter.
 *
 * @param fields one for each leaf of the schema, in its order
 * @param disagreements about required fields
 */
public record Merged(List<Field> fields, List<Disagreement> disagreements) {
    public Merged {
        fields = List.copyOf(fields);
        disagreements = List.copyOf(disagreements);
    }
}
