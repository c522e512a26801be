/** What a document is: the event, its fields, how its tools ended. Knows nothing of the rest. */
@NullMarked
package org.inkstream.pipeline.document;

import org.jspecify.annotations.NullMarked;
