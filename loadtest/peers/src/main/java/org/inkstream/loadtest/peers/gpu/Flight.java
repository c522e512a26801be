package org.inkstream.loadtest.peers.gpu;

/** An answer of a paid API that is on its way. */
final class Flight {
    /** What is to come next. */
    Agenda.Entry next;

    /** Nanoseconds for each token; changes when a stall is over. */
    double pace;

    /** Whether tokens come. */
    boolean flows;

    /** Until when {@code produced} has been counted. */
    double counted;

    Flight(Agenda.Entry next) {
        this.next = next;
    }
}
