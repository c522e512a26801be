/**
 * The broker and the store inside this process: the only place that sees their server classes. For
 * laptops and single machines; elsewhere a broker and a database of their own take their place.
 */
@NullMarked
package org.inkstream.app.embedded;

import org.jspecify.annotations.NullMarked;
