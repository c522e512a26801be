package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;

/** One frame that a server has said. */
record Said(int type, Buffer data) {
    private static final int ATTEMPTS_AT = 8;
    private static final int ID_AT = 10;
    private static final int BODY_AT = 26;

    boolean isMessage() {
        return type == 2;
    }

    /** Of an answer or an error. */
    String text() {
        return data.toString();
    }

    int attempts() {
        return data.getUnsignedShort(ATTEMPTS_AT);
    }

    String id() {
        return data.getString(ID_AT, BODY_AT);
    }

    String body() {
        return data.getString(BODY_AT, data.length());
    }
}
