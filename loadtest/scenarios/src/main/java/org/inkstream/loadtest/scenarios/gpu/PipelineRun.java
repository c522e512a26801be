package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.Scraped;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/** Warms a worker up, offers it letters and counts what comes of them. Used once. */
final class PipelineRun {
    private static final String WARM_UP = "warmup";
    private static final int WARM_UP_AT_LEAST = 12;

    /** Of the letters that are measured, so that code is compiled which many will need. */
    private static final int WARM_UP_SHARE = 10;

    private static final int WARM_UP_FIRST = 5_000_000;
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final double HOUR = 3_600;

    private final Scene scene;
    private final List<SimulatedServer> servers;
    private final WorkerProcess worker;
    private boolean kills;

    /**
     * @param kills whether the first server is to be killed amid the work
     */
    PipelineRun(Scene scene, List<SimulatedServer> servers, WorkerProcess worker, boolean kills) {
        this.kills = kills;
        this.scene = scene;
        this.servers = servers;
        this.worker = worker;
    }

    Sample play(List<Offer> offers) {
        try (EnrichedFeed feed = new EnrichedFeed(scene.backend().bootstrapServers());
                Offering offering = new Offering(scene.backend().bootstrapServers());
                StoreView store = new StoreView(scene.backend(), scene.name())) {
            warmUp(feed, offering);
            servers.forEach(SimulatedServer::reset);
            int already = feed.count();
            Timeline timeline =
                    new Timeline(this::counts, () -> feed.count() - already, scene.scale(), LOOK);
            Instant begun = offering.publish(offers);
            Set<String> missing = await(feed, offers, already, timeline);
            return sample(offers, begun, feed, missing, timeline, store);
        }
    }

    private void warmUp(EnrichedFeed feed, Offering offering) {
        int count = Math.max(WARM_UP_AT_LEAST, scene.workload().documents() / WARM_UP_SHARE);
        List<TestLetters.Event> letters = Offer.of(scene.letters(), WARM_UP_FIRST, count, WARM_UP);
        offering.publish(letters.stream().map(letter -> new Offer(letter, Duration.ZERO)).toList());
        Set<String> missing =
                feed.await(
                        letters.stream().map(TestLetters.Event::documentId).toList(),
                        SILENCE,
                        this::requireAlive);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not even the warm-up ended: " + missing);
        }
    }

    private Set<String> await(
            EnrichedFeed feed, List<Offer> offers, int already, Timeline timeline) {
        Progress progress = new Progress(scene.name(), offers.size(), scene.progress());
        return feed.await(
                ids(offers),
                SILENCE,
                () -> {
                    requireAlive();
                    timeline.lookIfDue();
                    progress.seen(feed.count() - already);
                    killIfDue(2 * (feed.count() - already) >= offers.size());
                });
    }

    private void killIfDue(boolean due) {
        if (kills && due) {
            kills = false;
            scene.progress().accept("  the first server is killed");
            servers.get(0).killAmidTheWork();
        }
    }

    private static Set<String> ids(List<Offer> offers) {
        return offers.stream()
                .map(offer -> offer.letter().documentId())
                .collect(Collectors.toSet());
    }

    private void requireAlive() {
        worker.process().requireAlive();
    }

    /** What is in the air and which timers are set, once that has had time to end. */
    private int left() {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        int left = leftNow();
        while (left > 0 && System.nanoTime() - deadline < 0) {
            Poll.pause();
            left = leftNow();
        }
        return left;
    }

    private int leftNow() {
        Scraped now = worker.metrics();
        return (int) Math.round(now.sum("enrichment_in_flight"))
                + (int) Math.round(now.sum("enrichment_timers"));
    }

    private PeerCounts counts() {
        return servers.stream()
                .map(SimulatedServer::counts)
                .reduce(PeerCounts.NONE, PeerCounts::plus);
    }

    private Sample sample(
            List<Offer> offers,
            Instant begun,
            EnrichedFeed feed,
            Set<String> missing,
            Timeline timeline,
            StoreView store) {
        LoopBlocks loops = new LoopBlocks(true, begun, worker.blocksSince(begun));
        Map<String, Long> enrichedAt = feed.firstAt();
        Set<String> ids = ids(offers);
        List<JsonObject> costs = store.costs();
        List<Call> calls = Accounts.calls(costs, ids, pace());
        List<JsonObject> letters = store.letters();
        int repeated = (int) feed.repeated().stream().filter(ids::contains).count();
        int wrong =
                Accounts.wrong(letters, ids, scene.workload().tools())
                        + Echoes.wrong(letters, texts(offers));
        long last =
                ids.stream()
                        .map(enrichedAt::get)
                        .filter(at -> at != null)
                        .max(Long::compare)
                        .orElse(begun.toEpochMilli());
        return new Sample(
                offers.size(),
                scene.scale(),
                (last - begun.toEpochMilli()) / 1e3 * scene.scale(),
                timeline.counts(),
                idealPerHour(offers.size()),
                latencies(offers, begun, enrichedAt),
                new Sample.Losses(
                        missing.size(), repeated, wrong, left(), loops, Accounts.alone(costs, ids)),
                calls,
                waits(offers, begun, calls),
                timeline.moments(),
                Accounts.dollars(costs, ids));
    }

    /**
     * A server with slots tells how long it took, in its own time; with pages we look at the clock.
     */
    private double pace() {
        boolean tells = scene.servers().get(0).engine() == ServerSpec.Engine.SLOTS;
        return tells ? scene.scale() : 1;
    }

    private static Map<String, String> texts(List<Offer> offers) {
        return offers.stream()
                .map(Offer::letter)
                .collect(
                        Collectors.toMap(
                                TestLetters.Event::documentId,
                                letter -> letter.value().toJsonObject().getString("text")));
    }

    /**
     * NaN where the server knows none. Of servers that share the work evenly, which is more than
     * any that do not.
     */
    private double idealPerHour(int documents) {
        double seconds = servers.stream().mapToDouble(SimulatedServer::idealSeconds).sum();
        return seconds <= 0 ? Double.NaN : documents * HOUR * servers.size() / seconds;
    }

    private Latencies latencies(List<Offer> offers, Instant begun, Map<String, Long> enrichedAt) {
        List<Duration> took = new ArrayList<>();
        for (Offer offer : offers) {
            Long at = enrichedAt.get(offer.letter().documentId());
            if (at != null) {
                took.add(Duration.between(begun.plus(offer.at()), Instant.ofEpochMilli(at)));
            }
        }
        return Latencies.of(took, scene.scale());
    }

    private Map<String, Double> waits(List<Offer> offers, Instant begun, List<Call> calls) {
        Map<String, Instant> first =
                calls.stream()
                        .collect(
                                Collectors.toMap(
                                        Call::documentId,
                                        Call::begun,
                                        (one, other) -> one.isBefore(other) ? one : other));
        Map<String, Double> waits = new LinkedHashMap<>();
        for (Offer offer : offers) {
            String id = offer.letter().documentId();
            Optional.ofNullable(first.get(id))
                    .map(at -> Duration.between(begun.plus(offer.at()), at))
                    .ifPresent(wait -> waits.put(id, wait.toMillis() / 1e3 * scene.scale()));
        }
        return waits;
    }
}
