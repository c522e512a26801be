/**
 * The whole domain in small worlds on virtual time: thousands of seeds, each of which is one trace
 * of kills, faults and rebalances, with the guarantees held against it after every event.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.simulation;

import org.jspecify.annotations.NullMarked;
