/**
 * What Inkstream costs beyond the calls themselves: CPU, memory and latency of a worker beside a
 * bare HTTP client that does the same calls.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.overhead;

import org.jspecify.annotations.NullMarked;
