package org.inkstream.agents.inference;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/**
 * Where an inference server is.
 *
 * @param host name or address
 * @param path before that of an operation, without a slash at its end
 */
record ServerAddress(boolean secure, String host, int port, String path) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * @throws IllegalArgumentException if the URL is none; the message says how to write one
     */
    static ServerAddress parse(String url) {
        URI uri = uri(url);
        boolean secure = "https".equals(uri.getScheme());
        if (uri.getHost() == null || !(secure || "http".equals(uri.getScheme()))) {
            throw badUrl(url);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS : HTTP;
        return new ServerAddress(
                secure, uri.getHost(), port, uri.getRawPath().replaceAll("/+$", ""));
    }

    /**
     * @param operation its path, such as {@code /v1/models}; a version that the address ends with
     *     already is not repeated
     */
    RequestOptions request(HttpMethod method, String operation) {
        String version = operation.substring(0, operation.indexOf('/', 1));
        String rest = path.endsWith(version) ? operation.substring(version.length()) : operation;
        return new RequestOptions()
                .setMethod(method)
                .setHost(host)
                .setPort(port)
                .setSsl(secure)
                .setURI(path + rest);
    }

    /**
     * @param other path of what is no operation, such as {@code /metrics}, which has no version
     */
    RequestOptions besides(HttpMethod method, String other) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(host)
                .setPort(port)
                .setSsl(secure)
                .setURI(path.replaceAll("/v\\d+$", "") + other);
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException noUri) {
            throw badUrl(url);
        }
    }

    private static IllegalArgumentException badUrl(String url) {
        return new IllegalArgumentException(
                "'"
                        + url
                        + "' is not the URL of a model server; write it as http://HOST:PORT, for"
                        + " example http://127.0.0.1:11434");
    }
}
