/**
 * Decides which of several servers of one endpoint gets a call. Pure: it is told what happens, and
 * nothing here waits, sends or has threads. Begin at {@link
 * org.inkstream.agents.gateway.balance.Balancer}.
 */
@NullMarked
package org.inkstream.agents.gateway.balance;

import org.jspecify.annotations.NullMarked;
