/**
 * The client of NSQ beside another one, and under everything that networks and processes do to it.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.nsq;

import org.jspecify.annotations.NullMarked;
