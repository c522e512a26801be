package org.inkstream.pipeline.quality;

import org.inkstream.pipeline.document.Field;

/**
 * Two sources say different things of one field.
 *
 * @param taken what was taken
 * @param other what the other source says
 */
public record Disagreement(Field taken, Field other) {}
