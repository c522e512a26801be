package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The back door of a real nsqd. Blocks. */
final class NsqdHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    NsqdHttp(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    void publish(String topic, List<String> messages) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/mpub?topic=" + topic))
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", messages)))
                        .build();
        send(request);
    }

    /** Waits until nothing of this topic waits, is in flight or deferred. */
    void awaitEmpty(String topic) {
        long begun = System.nanoTime();
        while (left(topic) > 0) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new AssertionError("there are still " + left(topic) + " messages in nsqd");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private int left(String topic) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/stats?format=json&topic=" + topic))
                        .build();
        int left = 0;
        for (Object each : new JsonObject(send(request)).getJsonArray("topics")) {
            JsonObject one = (JsonObject) each;
            left += one.getInteger("depth");
            JsonArray channels = one.getJsonArray("channels");
            for (Object channel : channels) {
                JsonObject standing = (JsonObject) channel;
                left += standing.getInteger("depth");
                left += standing.getInteger("in_flight_count");
                left += standing.getInteger("deferred_count");
            }
        }
        return left;
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("nsqd says " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
