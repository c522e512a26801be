/**
 * Simulated inference engines behind real sockets, in the dialects of the servers that they are.
 *
 * <p>Begin with {@code SimulatedServer}, which whoever wants one holds, and {@code ServerPlan},
 * what it is to be. A request goes from {@code Desk} to the {@code Face} of the server's kind,
 * which makes an order of it, and is then an {@code Exchange} until it has ended. {@code Life} is
 * everything that a reset forgets. Under {@code /sim} ({@code Control}) one reads what the engine
 * has done and says what is to go wrong.
 *
 * <p>Everything happens on one event loop per server. Durations that a server reports are simulated
 * time; what a client waits for ({@code retry-after}) is its own.
 */
@NullMarked
package org.inkstream.loadtest.peers.gpu.http;

import org.jspecify.annotations.NullMarked;
