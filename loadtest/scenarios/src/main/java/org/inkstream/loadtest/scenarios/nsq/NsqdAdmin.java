package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an nsqd is asked over HTTP, past the clients that are measured. Blocks. */
final class NsqdAdmin {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    /**
     * @param httpPort of nsqd on the loopback address
     */
    NsqdAdmin(int httpPort) {
        this.base = "http://127.0.0.1:" + httpPort;
    }

    /** Makes a topic and its channel, so that what is published waits in the channel. */
    void create(String topic, String channel) {
        post("/topic/create?topic=" + topic, Buffer.buffer());
        post("/channel/create?topic=" + topic + "&channel=" + channel, Buffer.buffer());
    }

    void delete(String topic) {
        post("/topic/delete?topic=" + topic, Buffer.buffer());
    }

    void publish(String topic, List<Buffer> messages) {
        Buffer all = Buffer.buffer().appendInt(messages.size());
        messages.forEach(message -> all.appendInt(message.length()).appendBuffer(message));
        post("/mpub?binary=true&topic=" + topic, all);
    }

    /** What its statistics say of the first channel of a topic. */
    Optional<JsonObject> channel(String topic) {
        return topics(topic)
                .flatMap(one -> one.getJsonArray("channels").stream())
                .map(JsonObject.class::cast)
                .findFirst();
    }

    /** Messages that a topic has ever got. */
    long messages(String topic) {
        return topics(topic).mapToLong(one -> one.getLong("message_count")).sum();
    }

    private Stream<JsonObject> topics(String topic) {
        String name = URLEncoder.encode(topic, StandardCharsets.UTF_8);
        URI stats = URI.create(base + "/stats?format=json&topic=" + name);
        return new JsonObject(send(HttpRequest.newBuilder(stats)))
                .getJsonArray("topics").stream().map(JsonObject.class::cast);
    }

    private void post(String path, Buffer body) {
        send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes())));
    }

    private String send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "nsqd answered %d: %s".formatted(response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException failure) {
            throw new UncheckedIOException("nsqd does not answer", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while nsqd was asked", interrupted);
        }
    }
}
