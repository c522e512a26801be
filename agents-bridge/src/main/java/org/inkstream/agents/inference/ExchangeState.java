package org.inkstream.agents.inference;

import io.vertx.core.http.HttpClientRequest;
import org.inkstream.time.Timers;

/** Where one HTTP exchange for a generation stands. */
sealed interface ExchangeState {
    /** Waiting for a connection. */
    record Connecting(Timers.Timer deadline) implements ExchangeState {}

    /** The request is on its way, and nothing has come back. */
    record Asking(HttpClientRequest http, Timers.Timer deadline) implements ExchangeState {}

    /** The answer is on its way. */
    record Hearing(HttpClientRequest http, Timers.Timer deadline, AnswerReader reader)
            implements ExchangeState {}

    /** The outcome is known, and the stream is let end by itself, for its connection's sake. */
    record Lingering(HttpClientRequest http, Timers.Timer limit) implements ExchangeState {}

    /** Nothing is left. */
    record Ended() implements ExchangeState {}
}
