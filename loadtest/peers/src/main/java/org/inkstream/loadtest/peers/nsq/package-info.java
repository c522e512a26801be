/**
 * What a client of NSQ is tested against: real nsqd and nsqlookupd as child processes, and a double
 * of nsqd inside this process that can be told to do everything that hurts. Both are {@link
 * org.inkstream.loadtest.peers.nsq.Nsqd}, start by the same rules and pass the same tests, so that
 * the double is known to be honest.
 */
@NullMarked
package org.inkstream.loadtest.peers.nsq;

import org.jspecify.annotations.NullMarked;
