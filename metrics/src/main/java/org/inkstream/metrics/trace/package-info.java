/**
 * The seam to tracing: spans, their contexts and measurements in our own words, so that whoever
 * records them knows no library. What implements it is in {@code org.inkstream.metrics.otlp}.
 */
@NullMarked
package org.inkstream.metrics.trace;

import org.jspecify.annotations.NullMarked;
