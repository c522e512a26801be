/** Announcing on NSQ what happened, and what could not be taken. */
@NullMarked
package org.inkstream.pipeline.publish.nsq;

import org.jspecify.annotations.NullMarked;
