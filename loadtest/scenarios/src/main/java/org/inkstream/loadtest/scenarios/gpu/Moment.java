package org.inkstream.loadtest.scenarios.gpu;

/**
 * How it stood at one moment.
 *
 * @param seconds simulated, since letters were published
 * @param utilisation since the moment before
 * @param hitShare of prompt tokens, since the moment before; NaN if none were begun
 * @param loads of models so far
 * @param documents enriched so far
 */
record Moment(double seconds, double utilisation, double hitShare, int loads, int documents) {}
