package org.inkstream.loadtest.scenarios.gpu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.inkstream.loadtest.scenarios.system.TestLetters;

/** Goal G5: letters that somebody waits for, while a backlog keeps all slots busy. */
final class Interactive {
    private static final String READER = "reader";
    private static final String BATCH = "batch";
    private static final int READER_FIRST = 1_000_000;
    private static final int DOCUMENTS = 120;
    private static final int SHARE = 6;

    /** A part of the backlog, so that the rest of it waits in its topic, as in real life. */
    private static final int IN_FLIGHT = 40;

    private static final double SCALE = 2;
    private static final double P95 = 0.95;

    /** Of the time that the backlog takes alone, in which readers come. */
    private static final double SECONDS_PER_DOCUMENT = 0.6;

    private Interactive() {}

    static GoalResult play(Bench bench) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload = OneModel.workload(bench.plan().documentsOr(DOCUMENTS));
        List<ServerSpec> servers = OneModel.server(List.of());
        List<Arm> arms =
                List.of(
                        Arms.groupsOnSlots(Arms.OURS, scale, scene -> offers(scene, true))
                                .inFlight(IN_FLIGHT),
                        Arms.arrivalOnSlots("first-come", scale, scene -> offers(scene, false))
                                .inFlight(IN_FLIGHT));
        List<ArmResult> results =
                bench.play(Goal.G5, workload, servers, scale, arms, bench.plan().runs());
        return new GoalResult(
                Goal.G5,
                workload,
                scale,
                servers.stream().map(server -> server.command(scale)).toList(),
                results,
                List.of(
                        Threshold.atMost(
                                Goal.G5,
                                "p95 from publishing a reader's letter to its first call, in"
                                        + " service times of one call",
                                1,
                                results.get(0).median(Interactive::waitInCalls)),
                        Thresholds.noMistakes(Goal.G5, results.get(0))),
                List.of(
                        Charts.latencies(
                                "From publishing to enriched, backlog and readers", results)),
                List.of(
                        "Readers' letters come by the topic of urgent ones; in order of arrival"
                                + " there is one topic. The worker has %d letters in the air, and"
                                        .formatted(IN_FLIGHT)
                                + " those that are urgent.",
                        String.format(
                                Locale.ROOT,
                                "In order of arrival it is %.1f service times.",
                                results.get(1).median(Interactive::waitInCalls)),
                        "The wait includes Kafka, the worker and the journal, which take real time"
                                + " while the servers run %.0f times faster.".formatted(scale)));
    }

    /** A backlog at once, and readers at random times while it lasts. */
    private static List<Offer> offers(Scene scene, boolean urgent) {
        int documents = scene.workload().documents();
        List<Offer> offers = new ArrayList<>();
        Offer.of(scene.letters(), 0, documents, BATCH)
                .forEach(letter -> offers.add(new Offer(letter, Duration.ZERO)));
        Random random = new Random(scene.seed());
        double span = documents * SECONDS_PER_DOCUMENT / scene.scale();
        for (TestLetters.Event letter :
                Offer.of(scene.letters(), READER_FIRST, Math.max(1, documents / SHARE), READER)) {
            double seconds = (0.1 + 0.9 * random.nextDouble()) * span;
            offers.add(new Offer(letter, Duration.ofNanos(Math.round(seconds * 1e9)), urgent));
        }
        return offers;
    }

    /** NaN where nobody accounts for calls. */
    static double waitInCalls(Sample sample) {
        double service =
                sample.calls().stream()
                        .filter(call -> call.collectionId().equals(READER))
                        .mapToDouble(Call::seconds)
                        .average()
                        .orElse(Double.NaN);
        double[] waits =
                sample.waits().entrySet().stream()
                        .filter(wait -> wait.getKey().startsWith(READER))
                        .mapToDouble(Map.Entry::getValue)
                        .sorted()
                        .toArray();
        if (waits.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(P95 * waits.length) - 1;
        return waits[rank] / (service * sample.scale());
    }
}
