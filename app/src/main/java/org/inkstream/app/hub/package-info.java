/** The hub and the agents as processes of their own, and the commands that run them. */
@NullMarked
package org.inkstream.app.hub;

import org.jspecify.annotations.NullMarked;
