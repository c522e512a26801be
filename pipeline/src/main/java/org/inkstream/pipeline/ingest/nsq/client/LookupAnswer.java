package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads what an nsqlookupd answers, of versions before 1.0 (below {@code data}) and after. */
final class LookupAnswer {
    /** More would be a lie, and each costs a connection. */
    private static final int MOST_PRODUCERS = 1_000;

    private LookupAnswer() {}

    /**
     * @throws IllegalArgumentException if it is no answer to a lookup
     */
    static Set<NsqdAddress> read(Buffer body) {
        JsonObject answer = object(body);
        if (answer.getValue("data") instanceof JsonObject wrapped) {
            answer = wrapped;
        }
        if (!(answer.getValue("producers") instanceof JsonArray producers)) {
            throw new IllegalArgumentException("the answer has no producers");
        }
        if (producers.size() > MOST_PRODUCERS) {
            throw new IllegalArgumentException(
                    "the answer has more than " + MOST_PRODUCERS + " producers");
        }
        Set<NsqdAddress> addresses = new LinkedHashSet<>();
        producers.forEach(producer -> address(producer).ifPresent(addresses::add));
        return addresses;
    }

    private static JsonObject object(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException noObject) {
            throw new IllegalArgumentException("the answer is no JSON object", noObject);
        }
    }

    /** An nsqd that was set up badly hides no other one. */
    private static Optional<NsqdAddress> address(Object producer) {
        if (producer instanceof JsonObject one
                && one.getValue("broadcast_address") instanceof String host
                && one.getValue("tcp_port") instanceof Integer port
                && !host.isBlank()
                && port >= 1
                && port <= 65_535) {
            return Optional.of(new NsqdAddress(host, port));
        }
        return Optional.empty();
    }
}
