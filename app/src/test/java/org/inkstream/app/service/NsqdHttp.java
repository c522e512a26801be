package org.inkstream.app.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import org.inkstream.time.Deadlines;
import org.inkstream.time.ThreadTimers;

/** Publishes to an nsqd over HTTP and asks it how its topics stand. For threads that may block. */
final class NsqdHttp {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    NsqdHttp(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    void publish(String topic, String message) {
        send(
                HttpRequest.newBuilder(URI.create(base + "/pub?topic=" + topic))
                        .POST(HttpRequest.BodyPublishers.ofString(message))
                        .build());
    }

    /** Blocks until so many messages were published to the topic. */
    void awaitCount(String topic, int messages) {
        await(topic, stats -> stats.getInteger("message_count", 0) >= messages);
    }

    /** Blocks until nothing waits in the channel and nothing is in flight. */
    void awaitIdle(String topic, String channel) {
        await(topic, stats -> isIdle(stats, channel));
    }

    private static boolean isIdle(JsonObject topic, String channel) {
        return named(topic.getJsonArray("channels", new JsonArray()), "channel_name", channel)
                                .getInteger("depth", -1)
                        == 0
                && named(topic.getJsonArray("channels", new JsonArray()), "channel_name", channel)
                                .getInteger("in_flight_count", -1)
                        == 0;
    }

    private void await(String topic, Predicate<JsonObject> holds) {
        try (ThreadTimers clock = new ThreadTimers("nsqd-http")) {
            long began = clock.monotonicNanos();
            while (!holds.test(stats(topic))) {
                if (clock.since(began).compareTo(PATIENCE) > 0) {
                    throw new AssertionError(topic + " stands at " + stats(topic).encode());
                }
                Await.done("waiting", PATIENCE, Deadlines.pause(clock, POLL));
            }
        }
    }

    private JsonObject stats(String topic) {
        String all = send(HttpRequest.newBuilder(URI.create(base + "/stats?format=json")).build());
        return named(new JsonObject(all).getJsonArray("topics"), "topic_name", topic);
    }

    private static JsonObject named(JsonArray of, String member, String name) {
        return of.stream()
                .map(JsonObject.class::cast)
                .filter(one -> name.equals(one.getString(member)))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    private String send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException gone) {
            throw new IllegalStateException("nsqd does not answer", gone);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(asked);
        }
    }
}
