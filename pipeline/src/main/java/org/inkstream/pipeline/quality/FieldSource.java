package org.inkstream.pipeline.quality;

import java.util.Optional;
import org.inkstream.pipeline.document.Field;

/** One place where the value of one field may come from. */
@FunctionalInterface
interface FieldSource {
    /** The field as this source has it; empty if the source was never going to know. */
    Optional<Field> read(Reading reading);
}
