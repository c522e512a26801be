/** Benchmarks of single decisions, one class each; {@code loadtest/jmh/run} runs them. */
@NullMarked
package org.inkstream.loadtest.jmh;

import org.jspecify.annotations.NullMarked;
