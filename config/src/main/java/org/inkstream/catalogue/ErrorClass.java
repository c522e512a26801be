package org.inkstream.catalogue;

import java.util.Locale;

/**
 * Why a call failed, told from status codes, JSON-RPC codes and exception types, never from text.
 */
public enum ErrorClass {
    /** No answer inside the deadline. */
    TIMEOUT,
    /** Nobody to talk to, or the connection broke. */
    CONNECTION,
    /** The call or the answer breaks its schema; asking again gives the same. */
    INVALID_DATA,
    /** The agent does not accept who is asking. */
    AUTHENTICATION,
    /** The agent says that it has too much to do. */
    OVERLOADED,
    /** An event loop of ours could not take the work. */
    EVENT_LOOP,
    /** The agent understood and refused; asking again will not help. */
    REFUSED,
    /** Anything else. */
    UNKNOWN;

    /** The name in events, metrics and the catalogue file, such as {@code invalid_data}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
