/** What is paid twice, lost or late when workers are killed, stopped and started. */
@NullMarked
package org.inkstream.loadtest.scenarios.recovery;

import org.jspecify.annotations.NullMarked;
