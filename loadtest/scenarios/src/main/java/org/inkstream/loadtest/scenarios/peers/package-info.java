/** Runs simulated inference servers from the command line. */
@NullMarked
package org.inkstream.loadtest.scenarios.peers;

import org.jspecify.annotations.NullMarked;
