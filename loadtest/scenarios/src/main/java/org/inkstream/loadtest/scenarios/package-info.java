/**
 * The {@code loadtest} commands: they start a whole system, each part in a JVM of its own, put it
 * under load or kill it, and say what was reached.
 */
@NullMarked
package org.inkstream.loadtest.scenarios;

import org.jspecify.annotations.NullMarked;
