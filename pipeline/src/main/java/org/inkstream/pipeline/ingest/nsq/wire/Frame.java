package org.inkstream.pipeline.ingest.nsq.wire;

import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/** What nsqd sends: {@code u32 size | i32 type | data}. */
public sealed interface Frame {
    /** Type 0: the answer to a command, or {@code _heartbeat_}. */
    record Response(String text) implements Frame {}

    /**
     * Type 1. Of these only {@code E_FIN_FAILED}, {@code E_REQ_FAILED} and {@code E_TOUCH_FAILED}
     * leave the connection open.
     *
     * @param code the first word, such as {@code E_BAD_TOPIC}
     * @param detail the rest, may be empty
     */
    record Failure(String code, String detail) implements Frame {}

    /**
     * Type 2: {@code i64 timestamp | u16 attempts | 16 bytes of id | body}.
     *
     * @param timestampNanos when it was published, nanoseconds since 1970
     * @param attempts deliveries so far, this one included, 1 to 65,535; after that many nsqd
     *     counts anew
     * @param id 16 visible ASCII characters; the same for each delivery of the message
     */
    record Message(long timestampNanos, int attempts, String id, Buffer body) implements Frame {}

    default <R> R match(
            Function<Response, R> response,
            Function<Failure, R> failure,
            Function<Message, R> message) {
        if (this instanceof Response r) {
            return response.apply(r);
        }
        if (this instanceof Failure f) {
            return failure.apply(f);
        }
        return message.apply((Message) this);
    }
}
