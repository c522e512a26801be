/**
 * Whether GPUs are kept busy with useful work: letters on Kafka, a worker with its gateway, and
 * simulated inference servers, all of them processes. Begin with {@code Goal}: each one plays some
 * {@code Arm}s in turn and ends in {@code GoalResult}.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.gpu;

import org.jspecify.annotations.NullMarked;
