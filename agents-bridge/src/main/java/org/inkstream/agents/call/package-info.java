/** One tool call: its attempts, deadline, breaker, retries and outcome. */
@NullMarked
package org.inkstream.agents.call;

import org.jspecify.annotations.NullMarked;
