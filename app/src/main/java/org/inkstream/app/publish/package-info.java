/** The command that publishes letters for a service that runs elsewhere. */
@NullMarked
package org.inkstream.app.publish;

import org.jspecify.annotations.NullMarked;
