/**
 * One small world on virtual time: broker, store, agents and processes are simulated, the domain
 * between them is the real one. Everything happens on the thread that plays the world.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.simulation.world;

import org.jspecify.annotations.NullMarked;
