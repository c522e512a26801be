/** JSON on its way out, where letters are many and bytes count. */
@NullMarked
package org.inkstream.json;

import org.jspecify.annotations.NullMarked;
