/** A scripted model server in a process of its own, to try things by hand and to let it die. */
@NullMarked
package org.inkstream.loadtest.scenarios.models;

import org.jspecify.annotations.NullMarked;
