package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One request as it arrived whole.
 *
 * @param path without the query
 * @param headers by their names in lower case
 * @param body as sent; empty if there was none or it is no JSON object
 */
public record ReceivedRequest(
        String method, String path, Map<String, String> headers, JsonObject body) {
    public ReceivedRequest {
        headers = Map.copyOf(headers);
        body = body.copy();
    }

    /** Headers and body of a request. */
    public static ReceivedRequest of(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new ReceivedRequest(request.method().name(), request.path(), headers, object(body));
    }

    /** Whether it has this method and path. */
    public boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    /** Empty if the header was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    private static JsonObject object(Buffer body) {
        try {
            return body.length() == 0 ? new JsonObject() : body.toJsonObject();
        } catch (DecodeException noObject) {
            return new JsonObject();
        }
    }
}
