/**
 * The only source of time: everything that waits takes {@link org.inkstream.time.Timers}, so that
 * the whole domain runs on virtual time in tests.
 */
@NullMarked
package org.inkstream.time;

import org.jspecify.annotations.NullMarked;
