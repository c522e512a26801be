/** Whether processes that share a budget keep within it, also when one of them dies. */
@NullMarked
package org.inkstream.loadtest.scenarios.budget;

import org.jspecify.annotations.NullMarked;
