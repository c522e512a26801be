package org.inkstream.loadtest.peers.nsq;

/** What nsqd does not do, in its own words. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean fatal;

    private Refused(String words, boolean fatal) {
        super(words, null, false, false);
        this.fatal = fatal;
    }

    /** Ends the connection. */
    static Refused fatal(String code, String why) {
        return new Refused(code + " " + why, true);
    }

    /** The connection goes on. */
    static Refused mildly(String code, String why) {
        return new Refused(code + " " + why, false);
    }

    boolean isFatal() {
        return fatal;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
