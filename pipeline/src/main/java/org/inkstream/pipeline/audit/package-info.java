/** Whether what was received, journalled and stored adds up: nothing lost, nothing twice. */
@NullMarked
package org.inkstream.pipeline.audit;

import org.jspecify.annotations.NullMarked;
