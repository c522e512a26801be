/** The bytes of the NSQ protocol, version 2: commands to nsqd and frames from it. */
@NullMarked
package org.inkstream.pipeline.ingest.nsq.wire;

import org.jspecify.annotations.NullMarked;
