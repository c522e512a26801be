package org.inkstream.models;

/** Which of several servers of an endpoint a request goes to. */
public enum Balance {
    /** To the server that has read the letter, unless that has much more to do than another. */
    AFFINITY,
    /** To each in turn, whatever it has read: for comparison. */
    ROUND_ROBIN
}
