package org.inkstream.pipeline.quality;

import java.util.Map;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.StepResult;

/**
 * What the fields of one letter are read from.
 *
 * @param event the letter
 * @param text its text
 * @param finished tool results by tool
 * @param fields what has been read so far, by path
 */
record Reading(
        OcrCompleted event,
        LetterText text,
        Map<String, StepResult> finished,
        Map<String, Field> fields) {}
