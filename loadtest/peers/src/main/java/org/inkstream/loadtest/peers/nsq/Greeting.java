package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What a connection has agreed on with IDENTIFY. TLS, deflate and snappy are not offered.
 *
 * @param heartbeat zero where there is none
 * @param negotiates whether the client wants to hear what was agreed on
 */
record Greeting(Duration heartbeat, Duration messageTimeout, boolean negotiates) {
    private static final Duration USUAL_HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration MAX_HEARTBEAT = Duration.ofMinutes(1);
    private static final long LEAST_MILLIS = 1_000;

    /** That of a client that does not greet. */
    static Greeting none(NsqdRules rules) {
        return new Greeting(USUAL_HEARTBEAT, rules.messageTimeout(), false);
    }

    static Greeting of(Heard command, NsqdRules rules) {
        JsonObject wishes = wishes(command);
        long heartbeat = wishes.getLong("heartbeat_interval", 0L);
        return new Greeting(
                heartbeat == -1
                        ? Duration.ZERO
                        : within("heartbeat interval", heartbeat, USUAL_HEARTBEAT, MAX_HEARTBEAT),
                within(
                        "msg timeout",
                        wishes.getLong("msg_timeout", 0L),
                        rules.messageTimeout(),
                        rules.maxMessageTimeout()),
                wishes.getBoolean("feature_negotiation", false));
    }

    private static JsonObject wishes(Heard command) {
        try {
            return command.body().toJsonObject();
        } catch (DecodeException notJson) {
            throw Refused.fatal("E_BAD_BODY", "IDENTIFY failed to decode JSON body");
        }
    }

    private static Duration within(String what, long millis, Duration usual, Duration most) {
        if (millis == 0) {
            return usual;
        }
        if (millis < LEAST_MILLIS || millis > most.toMillis()) {
            throw Refused.fatal(
                    "E_BAD_BODY", "IDENTIFY %s (%d) is invalid".formatted(what, millis));
        }
        return Duration.ofMillis(millis);
    }

    String answer(NsqdRules rules, boolean authRequired) {
        if (!negotiates) {
            return "OK";
        }
        return new JsonObject()
                .put("max_rdy_count", rules.maxReady())
                .put("version", "1.3.0")
                .put("max_msg_timeout", rules.maxMessageTimeout().toMillis())
                .put("msg_timeout", messageTimeout.toMillis())
                .put("tls_v1", false)
                .put("deflate", false)
                .put("deflate_level", 6)
                .put("max_deflate_level", 6)
                .put("snappy", false)
                .put("sample_rate", 0)
                .put("auth_required", authRequired)
                .put("output_buffer_size", 16_384)
                .put("output_buffer_timeout", 250)
                .encode();
    }
}
