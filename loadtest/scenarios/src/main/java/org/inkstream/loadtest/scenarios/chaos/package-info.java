/**
 * A whole system under faults of every kind, mixed by a seed: {@link ChaosScenario} plays, {@link
 * Stage} is what breaks, {@link Faults} break it, {@link ChaosResult} says what held.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.chaos;

import org.jspecify.annotations.NullMarked;
