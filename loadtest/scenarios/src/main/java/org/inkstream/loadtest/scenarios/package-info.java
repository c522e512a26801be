/** Benchmarks and whole-system scenarios. */
@NullMarked
package org.inkstream.loadtest.scenarios;

import org.jspecify.annotations.NullMarked;
