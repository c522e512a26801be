/** The embedded broker and the embedded store: the only place that sees their server classes. */
@NullMarked
package org.inkstream.app.embedded;

import org.jspecify.annotations.NullMarked;
