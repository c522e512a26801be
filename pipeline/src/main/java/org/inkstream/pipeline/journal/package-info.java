/** What was done for a run, and who owns it: the reason why nothing is lost or paid twice. */
@NullMarked
package org.inkstream.pipeline.journal;

import org.jspecify.annotations.NullMarked;
