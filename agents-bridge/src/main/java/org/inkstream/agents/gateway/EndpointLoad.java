package org.inkstream.agents.gateway;

import io.vertx.core.json.JsonObject;

/**
 * What an endpoint has to do at one moment.
 *
 * @param name of the endpoint
 * @param limit requests that it may work on at once
 * @param running requests that it works on
 * @param waiting requests that wait for their turn
 */
public record EndpointLoad(String name, int limit, int running, int waiting) {
    public JsonObject toJson() {
        return new JsonObject()
                .put("name", name)
                .put("limit", limit)
                .put("running", running)
                .put("waiting", waiting);
    }
}
