/**
 * A client of nsqd that lives on event loops and blocks no thread. It knows NSQ and nothing of
 * letters.
 */
@NullMarked
package org.inkstream.pipeline.ingest.nsq.client;

import org.jspecify.annotations.NullMarked;
