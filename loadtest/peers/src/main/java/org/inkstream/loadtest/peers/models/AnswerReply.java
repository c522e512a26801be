package org.inkstream.loadtest.peers.models;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An answer that keeps to the protocol, whatever it says. */
public final class AnswerReply implements ModelReply {
    static final AnswerReply GOOD = new AnswerReply(UnaryOperator.identity(), Map.of());

    private final UnaryOperator<ModelAnswer> change;
    private final Map<String, String> headers;

    private AnswerReply(UnaryOperator<ModelAnswer> change, Map<String, String> headers) {
        this.change = change;
        this.headers = headers;
    }

    /** Reports these tokens. */
    public AnswerReply usage(TokenCounts counts) {
        return changed(answer -> answer.counts(counts));
    }

    /** Thinks aloud first; what was thought is counted as output. */
    public AnswerReply thinking(String aloud) {
        return changed(answer -> answer.thinking(aloud));
    }

    /** Takes so long from the moment it has a slot. */
    public AnswerReply after(Duration service) {
        return changed(answer -> answer.taking(service));
    }

    public AnswerReply header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new AnswerReply(change, Map.copyOf(more));
    }

    AnswerReply changed(UnaryOperator<ModelAnswer> next) {
        return new AnswerReply(answer -> next.apply(change.apply(answer)), headers);
    }

    @Override
    public void play(Exchange exchange) {
        exchange.answer(change, headers);
    }
}
