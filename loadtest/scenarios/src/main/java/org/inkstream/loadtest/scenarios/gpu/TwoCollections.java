package org.inkstream.loadtest.scenarios.gpu;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Goal G6: a collection with a large backlog does not keep a small one waiting. */
final class TwoCollections {
    private static final String LARGE = "large";
    private static final String SMALL = "small";
    private static final int DOCUMENTS = 110;
    private static final int TIMES = 10;
    private static final double SCALE = 5;
    private static final double LARGEST_COSTS = 2;

    private TwoCollections() {}

    static GoalResult play(Bench bench) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload = OneModel.workload(bench.plan().documentsOr(DOCUMENTS));
        List<ServerSpec> servers = OneModel.server(List.of());
        List<ArmResult> results =
                bench.play(
                        Goal.G6,
                        workload,
                        servers,
                        scale,
                        List.of(
                                Arms.groupsOnSlots(Arms.OURS, scale, TwoCollections::offers),
                                Arms.arrivalOnSlots("first-come", scale, TwoCollections::offers)),
                        bench.plan().runs());
        return new GoalResult(
                Goal.G6,
                workload,
                scale,
                servers.stream().map(server -> server.command(scale)).toList(),
                results,
                List.of(
                        Threshold.atMost(
                                Goal.G6,
                                "largest gap between the services of both collections while both"
                                        + " wait, in largest documents",
                                LARGEST_COSTS,
                                results.get(0).spread(TwoCollections::gap).max()),
                        Thresholds.noMistakes(Goal.G6, results.get(0))),
                List.of(Charts.throughput("Letters an hour, two collections", results)),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "In order of arrival the gap is %.1f largest documents.",
                                results.get(1).median(TwoCollections::gap))));
    }

    private static List<Offer> offers(Scene scene) {
        int small = Math.max(1, scene.workload().documents() / (TIMES + 1));
        List<Offer> offers = new ArrayList<>();
        Offer.of(scene.letters(), 0, small * TIMES, LARGE)
                .forEach(letter -> offers.add(new Offer(letter, Duration.ZERO)));
        Offer.of(scene.letters(), small * TIMES, small, SMALL)
                .forEach(letter -> offers.add(new Offer(letter, Duration.ZERO)));
        return offers;
    }

    /**
     * Service is the time that calls took, counted when they begin; while both wait means from the
     * first call of either to the beginning of the small one's last letter.
     */
    static double gap(Sample sample) {
        Map<String, Double> byDocument = new HashMap<>();
        sample.calls()
                .forEach(call -> byDocument.merge(call.documentId(), call.seconds(), Double::sum));
        double largest = byDocument.values().stream().mapToDouble(cost -> cost).max().orElse(1);
        Instant end = lastLetterBegins(sample);
        double ahead = 0;
        double gap = 0;
        List<Call> inOrder =
                sample.calls().stream().sorted(Comparator.comparing(Call::begun)).toList();
        for (Call call : inOrder) {
            if (call.begun().isAfter(end)) {
                break;
            }
            ahead += call.collectionId().equals(LARGE) ? call.seconds() : -call.seconds();
            gap = Math.max(gap, Math.abs(ahead));
        }
        return sample.calls().isEmpty() ? Double.NaN : gap / largest;
    }

    private static Instant lastLetterBegins(Sample sample) {
        Map<String, Instant> begins = new HashMap<>();
        sample.calls().stream()
                .filter(call -> call.collectionId().equals(SMALL))
                .forEach(
                        call ->
                                begins.merge(
                                        call.documentId(),
                                        call.begun(),
                                        (one, other) -> one.isBefore(other) ? one : other));
        return begins.values().stream().max(Instant::compareTo).orElse(Instant.MIN);
    }
}
