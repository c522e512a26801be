package org.inkstream.loadtest.scenarios.simulation.world;

/**
 * An invariant that did not hold.
 *
 * @param invariant I1 to I5
 * @param what for people
 */
public record Violation(String invariant, String what) {}
