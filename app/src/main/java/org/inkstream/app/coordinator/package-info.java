/** The coordinator of jobs, and the commands that talk to it. */
@NullMarked
package org.inkstream.app.coordinator;

import org.jspecify.annotations.NullMarked;
