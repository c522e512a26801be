/** The commands around models: what is configured, and the gateway as a process of its own. */
@NullMarked
package org.inkstream.app.models;

import org.jspecify.annotations.NullMarked;
