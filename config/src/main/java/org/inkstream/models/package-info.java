/** Which inference servers and models there are, and which tools go where. */
@NullMarked
package org.inkstream.models;

import org.jspecify.annotations.NullMarked;
