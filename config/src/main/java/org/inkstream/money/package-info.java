/** Money, and what a model call used of it. */
@NullMarked
package org.inkstream.money;

import org.jspecify.annotations.NullMarked;
