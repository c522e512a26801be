package org.inkstream.app.hub;

import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;

/**
 * Where a hub is, as people write it.
 *
 * @param uri with a scheme of ws, wss, http or https, and a host
 */
record HubAddress(URI uri) {
    /**
     * @throws IllegalArgumentException if it is none; the message says how to write one
     */
    static HubAddress of(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("wss?|https?")) {
                return new HubAddress(uri);
            }
        } catch (IllegalArgumentException noUri) {
            throw bad(text);
        }
        throw bad(text);
    }

    /**
     * @param token empty if none is needed
     */
    WebSocketConnectOptions socket(String token) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost(uri.getHost())
                        .setPort(port())
                        .setSsl(isSecure())
                        .setURI(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        if (!token.isEmpty()) {
            options.addHeader("Authorization", "Bearer " + token);
        }
        return options;
    }

    /** A page of the hub's HTTP side. */
    URI page(String path) {
        return URI.create(
                (isSecure() ? "https" : "http") + "://" + uri.getHost() + ":" + port() + path);
    }

    private int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isSecure() ? 443 : 80;
    }

    private boolean isSecure() {
        return uri.getScheme().equals("wss") || uri.getScheme().equals("https");
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not the address of a hub; write it as ws://127.0.0.1:3000");
    }
}
