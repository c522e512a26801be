/** The embedded servers keep what they acknowledge. */
@NullMarked
package org.inkstream.app.embedded;

import org.jspecify.annotations.NullMarked;
