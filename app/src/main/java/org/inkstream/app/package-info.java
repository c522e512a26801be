/** The composition root: the only place that sees everything. */
@NullMarked
package org.inkstream.app;

import org.jspecify.annotations.NullMarked;
