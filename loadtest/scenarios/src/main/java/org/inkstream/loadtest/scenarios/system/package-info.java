/**
 * A whole system in JVMs of its own: counting agent, backend, workers, and what one can see of them
 * from outside.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.system;

import org.jspecify.annotations.NullMarked;
