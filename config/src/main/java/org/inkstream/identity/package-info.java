/** Ids and hashes: the same input gives the same id on every machine, for ever. */
@NullMarked
package org.inkstream.identity;

import org.jspecify.annotations.NullMarked;
