package org.inkstream.agents.hub;

import io.vertx.core.json.JsonObject;

/**
 * What somebody asks over a WebSocket.
 *
 * @param id as it came, empty text for none; 0 and the empty text mean that no answer is wanted
 */
record DialectRequest(String method, JsonObject params, Object id) {
    boolean wantsAnswer() {
        return !id.equals("")
                && !Boolean.FALSE.equals(id)
                && !(id instanceof Number number && number.doubleValue() == 0);
    }
}
