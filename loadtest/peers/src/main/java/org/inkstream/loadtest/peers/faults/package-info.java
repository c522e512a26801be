/**
 * A TCP proxy that does to connections what networks do: {@link FaultProxy} accepts, {@link
 * ProxiedConnection} joins two sockets, each of its two {@link Pipe}s asks its {@link Toxic} what
 * becomes of the bytes.
 */
@NullMarked
package org.inkstream.loadtest.peers.faults;

import org.jspecify.annotations.NullMarked;
