/**
 * Whether a worker keeps its rate, its heap and its timers while agents misbehave for a long time.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.soak;

import org.jspecify.annotations.NullMarked;
