package org.inkstream.app.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.inkstream.config.NsqSettings;

/**
 * What waits in one channel, over all nsqd that were asked.
 *
 * @param subscription as in the settings, {@code topic/channel}
 * @param depth messages that wait
 * @param inFlight messages that somebody holds
 * @param deferred messages that wait for their time
 * @param again how often one was given back, or its time was over
 */
record NsqBacklog(String subscription, long depth, long inFlight, long deferred, long again) {
    /**
     * One for each subscription. Blocks.
     *
     * @throws UncheckedIOException if an nsqd does not answer
     */
    static List<NsqBacklog> ask(NsqSettings settings, Duration limit) {
        return ask(HttpClient.newBuilder().connectTimeout(limit).build(), settings, limit);
    }

    /** The same with a client that is used again. */
    static List<NsqBacklog> ask(HttpClient client, NsqSettings settings, Duration limit) {
        List<JsonObject> all =
                settings.http().stream().map(base -> stats(client, base, limit)).toList();
        return settings.read().stream().map(name -> of(name, all)).toList();
    }

    private static NsqBacklog of(String subscription, List<JsonObject> all) {
        int slash = subscription.indexOf('/');
        NsqBacklog sum = new NsqBacklog(subscription, 0, 0, 0, 0);
        for (JsonObject stats : all) {
            JsonObject topic =
                    named(stats, "topics", "topic_name", subscription.substring(0, slash));
            JsonObject channel =
                    named(topic, "channels", "channel_name", subscription.substring(slash + 1));
            sum = sum.plus(channel);
        }
        return sum;
    }

    private NsqBacklog plus(JsonObject channel) {
        return new NsqBacklog(
                subscription,
                depth + channel.getLong("depth", 0L),
                inFlight + channel.getLong("in_flight_count", 0L),
                deferred + channel.getLong("deferred_count", 0L),
                again
                        + channel.getLong("requeue_count", 0L)
                        + channel.getLong("timeout_count", 0L));
    }

    private static JsonObject named(JsonObject in, String list, String member, String name) {
        return in.getJsonArray(list, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(one -> name.equals(one.getString(member)))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    private static JsonObject stats(HttpClient client, String base, Duration limit) {
        URI uri = URI.create(base.replaceFirst("/+$", "") + "/stats?format=json");
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(uri).timeout(limit).build(),
                            BodyHandlers.ofString());
            return new JsonObject(answer.body());
        } catch (IOException silent) {
            throw new UncheckedIOException("nsqd does not answer (nsq.http)", silent);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking nsqd", asked);
        }
    }

    String line() {
        return "%-12s %,10d wait, %,d in flight, %,d deferred, %,d times again: %s"
                .formatted("nsq", depth, inFlight, deferred, again, subscription);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("subscription", subscription)
                .put("depth", depth)
                .put("inFlight", inFlight)
                .put("deferred", deferred)
                .put("again", again);
    }
}
