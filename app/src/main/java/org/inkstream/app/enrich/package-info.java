/**
 * The command that enriches files: {@link org.inkstream.app.enrich.LetterFiles} finds them, {@link
 * org.inkstream.app.enrich.LetterReader} turns each into an OCR-complete event, {@link
 * org.inkstream.app.enrich.EnrichJob} publishes them through {@link
 * org.inkstream.app.enrich.EnrichmentRun} and follows the events that come back, {@link
 * org.inkstream.app.enrich.ResultFolder} writes what they say.
 */
@NullMarked
package org.inkstream.app.enrich;

import org.jspecify.annotations.NullMarked;
