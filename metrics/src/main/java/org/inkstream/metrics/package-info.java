/** Every meter of Inkstream and its recorders. */
@NullMarked
package org.inkstream.metrics;

import org.jspecify.annotations.NullMarked;
