package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What nsqd answered to IDENTIFY.
 *
 * @param login whether it asks for AUTH
 */
record Agreement(NsqdTerms terms, boolean tls, boolean snappy, boolean deflate, boolean login) {
    /**
     * @throws RuntimeException if it is something else
     */
    static Agreement read(String answer) {
        JsonObject members = new JsonObject(answer);
        NsqdTerms terms =
                new NsqdTerms(
                        members.getString("version", ""),
                        members.getInteger("max_rdy_count"),
                        Duration.ofMillis(members.getLong("msg_timeout")),
                        Duration.ofMillis(members.getLong("max_msg_timeout")));
        return new Agreement(
                terms,
                members.getBoolean("tls_v1", false),
                members.getBoolean("snappy", false),
                members.getBoolean("deflate", false),
                members.getBoolean("auth_required", false));
    }

    boolean packs(NsqOptions.Compression compression) {
        return switch (compression) {
            case NONE -> true;
            case SNAPPY -> snappy;
            case DEFLATE -> deflate;
        };
    }
}
