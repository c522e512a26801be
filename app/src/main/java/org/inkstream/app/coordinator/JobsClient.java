package org.inkstream.app.coordinator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/** Asks a coordinator, as the commands do. Blocks. */
final class JobsClient {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int GOOD = 300;
    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#]+/?");

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String url;

    /**
     * @param url of the coordinator, without a path
     * @throws IllegalArgumentException if it is no address of HTTP
     */
    JobsClient(String url) {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "--url must be an address such as http://127.0.0.1:8001, got '" + url + "'");
        }
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    JsonObject get(String path) {
        return ask(HttpRequest.newBuilder().GET(), path);
    }

    JsonObject post(String path, JsonObject body) {
        return ask(
                HttpRequest.newBuilder()
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body.toBuffer().getBytes())),
                path);
    }

    private JsonObject ask(HttpRequest.Builder request, String path) {
        try {
            HttpResponse<String> answer =
                    client.send(
                            request.uri(URI.create(url + path)).timeout(LIMIT).build(),
                            BodyHandlers.ofString());
            JsonObject body = new JsonObject(answer.body());
            if (answer.statusCode() >= GOOD) {
                throw new IllegalArgumentException(complaint(body));
            }
            return body;
        } catch (IOException | DecodeException unreachable) {
            throw new IllegalArgumentException(
                    "no coordinator answers at "
                            + url
                            + " ("
                            + unreachable
                            + "); start one with 'inkstream coordinator', or name it with --url",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static String complaint(JsonObject body) {
        StringBuilder text = new StringBuilder(body.getString("error", "it was refused"));
        body.getJsonArray("problems", new JsonArray())
                .forEach(
                        problem ->
                                text.append(System.lineSeparator()).append("  ").append(problem));
        return text.append(System.lineSeparator()).append(body.getString("hint", "")).toString();
    }
}
