package org.inkstream.loadtest.scenarios.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A process's HTTP port, asked from a thread that may block; whatever is not 200 is thrown. */
public final class Endpoint {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    /**
     * @param url without a path
     */
    public Endpoint(String url) {
        this.url = url;
    }

    public String url() {
        return url;
    }

    public String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    public void post(String path) {
        send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    public void post(String path, String body) {
        send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IllegalStateException(
                        "status " + response.statusCode() + " of " + response.uri());
            }
            return response.body();
        } catch (IOException failure) {
            throw new UncheckedIOException("no answer from " + url, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + url, interrupted);
        }
    }
}
