/** Letters that a person must see, and why. */
@NullMarked
package org.inkstream.pipeline.review;

import org.jspecify.annotations.NullMarked;
