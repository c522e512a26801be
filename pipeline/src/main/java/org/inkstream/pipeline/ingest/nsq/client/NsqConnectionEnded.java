package org.inkstream.pipeline.ingest.nsq.client;

import java.io.IOException;

/**
 * A connection ended, or never came about. What was asked over it and not answered may have been
 * done or not.
 */
public final class NsqConnectionEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Where the end was noticed is always the same place on an event loop, and says nothing.
    NsqConnectionEnded(NsqdAddress peer, String reason) {
        super(text(peer, reason), null, false, false);
    }

    /** A socket that broke is told by its words; what is a mistake of ours is kept whole. */
    NsqConnectionEnded(NsqdAddress peer, String reason, Throwable cause) {
        super(text(peer, reason), cause instanceof IOException ? null : cause, false, false);
    }

    private static String text(NsqdAddress peer, String reason) {
        return "the connection to nsqd at " + peer + " ended: " + reason;
    }
}
