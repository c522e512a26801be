package org.inkstream.pipeline.ingest.nsq.client;

/** What nsqd refused, in its own words. */
public final class NsqRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code such as {@code E_BAD_TOPIC}
     */
    public NsqRefusal(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
