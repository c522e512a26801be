package org.inkstream.pipeline.ingest.nsq.client;

/** Nothing was sent: it may be tried again, and nothing is there twice then. */
public final class NsqNotSent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NsqNotSent(String reason) {
        super(reason, null, false, false);
    }
}
