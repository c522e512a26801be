/**
 * The one way to inference servers: each endpoint has exactly one place where requests for it wait,
 * in this process or in {@code ./inkstream gateway}.
 */
@NullMarked
package org.inkstream.agents.gateway;

import org.jspecify.annotations.NullMarked;
