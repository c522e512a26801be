/** Scripted agents and other peers that tests and benchmarks call. */
@NullMarked
package org.inkstream.loadtest.peers;

import org.jspecify.annotations.NullMarked;
