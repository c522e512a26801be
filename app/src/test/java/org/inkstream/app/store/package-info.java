/** The contract that every store keeps, against the embedded one and a MongoDB at hand. */
@NullMarked
package org.inkstream.app.store;

import org.jspecify.annotations.NullMarked;
