package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/**
 * What has become of the messages.
 *
 * @param faults by kind, for people
 * @param consumers processes that were started
 * @param connections that came to the proxy
 * @param publishedAgain messages of which nobody knew whether they had been accepted
 * @param crew what must be so of what came out
 * @param channel as nsqd says in the end
 */
record NsqChaosResult(
        NsqChaosPlan plan,
        String faults,
        int consumers,
        long connections,
        long publishedAgain,
        List<Claim> crew,
        JsonObject channel,
        Duration took) {
    NsqChaosResult {
        crew = List.copyOf(crew);
    }

    NsqChaosResult and(Claim further) {
        return new NsqChaosResult(
                plan,
                faults,
                consumers,
                connections,
                publishedAgain,
                Stream.concat(crew.stream(), Stream.of(further)).toList(),
                channel,
                took);
    }

    List<Claim> claims() {
        Claim settled =
                new Claim(
                        NsqChaos.isEmpty(channel),
                        "every message was settled: nsqd has %d waiting, %d in flight, %d deferred"
                                .formatted(
                                        channel.getLong("depth"),
                                        channel.getLong("in_flight_count"),
                                        channel.getLong("deferred_count")));
        return Stream.concat(Stream.of(settled), crew.stream()).toList();
    }

    boolean holds() {
        return claims().stream().allMatch(Claim::holds);
    }

    String inWords() {
        return ("%d messages in %d s; faults %s; %d consumer processes, %d connections;"
                        + " %d published again, %d timed out")
                .formatted(
                        plan.messages(),
                        took.toSeconds(),
                        faults,
                        consumers,
                        connections,
                        publishedAgain,
                        channel.getLong("timeout_count"));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("messages", plan.messages())
                .put("seed", plan.seed())
                .put("seconds", took.toSeconds())
                .put("faults", faults)
                .put("consumers", consumers)
                .put("connections", connections)
                .put("publishedAgain", publishedAgain)
                .put("workers", plan.workers())
                .put("channel", channel)
                .put("claims", Claim.toJson(claims()));
    }
}
