package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void a_threshold_is_reached_at_its_bound_and_missed_beyond() {
        assertThat(Threshold.atLeast(Goal.G1, "x", 1.4, 1.4).isReached()).isTrue();
        assertThat(Threshold.atLeast(Goal.G1, "x", 1.4, 1.39).isReached()).isFalse();
        assertThat(Threshold.atMost(Goal.G1, "x", 2, 2).isReached()).isTrue();
        assertThat(Threshold.atMost(Goal.G1, "x", 2, 2.01).isReached()).isFalse();
    }

    @Test
    void what_could_not_be_measured_is_not_reached() {
        Threshold most = Threshold.atMost(Goal.G5, "x", 1, Double.NaN);

        assertThat(most.isReached()).isFalse();
        assertThat(most.inWords()).isEqualTo("missed  G5 x <= 1: NaN");
        assertThat(most.toJson().getValue("got")).isNull();
    }

    @Test
    void documents_an_hour_count_simulated_time_and_no_letter_that_was_lost() {
        Sample sample = sample(10, 36, new Sample.Losses(1, 0, 0, 0), List.of(), Map.of());

        assertThat(sample.documentsPerHour()).isCloseTo(900, within(1e-9));
        assertThat(sample.ofIdeal()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void an_arm_is_told_by_the_median_of_its_runs() {
        Sample.Losses none = new Sample.Losses(0, 0, 0, 0);
        ArmResult ours =
                new ArmResult(
                        "ours",
                        "",
                        List.of(
                                sample(10, 10, none, List.of(), Map.of()),
                                sample(10, 20, none, List.of(), Map.of()),
                                sample(10, 1_000, none, List.of(), Map.of())));
        ArmResult other =
                new ArmResult(
                        "other",
                        "",
                        List.of(
                                sample(
                                        10,
                                        40,
                                        new Sample.Losses(0, 1, 2, 0),
                                        List.of(),
                                        Map.of())));

        assertThat(ours.times(other)).isCloseTo(2, within(1e-9));
        assertThat(ours.mistakes()).isZero();
        assertThat(other.mistakes()).isEqualTo(3);
    }

    @Test
    void latencies_are_simulated_seconds() {
        List<Duration> real = new ArrayList<>();
        for (int millis = 1; millis <= 1_000; millis++) {
            real.add(Duration.ofMillis(millis));
        }

        Latencies latencies = Latencies.of(real, 5);

        assertThat(latencies.quantile(0.5)).isCloseTo(2.5, within(0.01));
        assertThat(latencies.quantile(1)).isCloseTo(5, within(0.01));
        assertThat(latencies.curve()).isNotEmpty();
        assertThat(Latencies.of(List.of(), 5).quantile(0.5)).isNaN();
    }

    @Test
    void letters_come_at_the_rate_that_was_set_and_at_the_same_times_for_the_same_seed() {
        TestLetters letters = new TestLetters(1, 400);

        List<Offer> offers = Offer.openLoop(letters, 2_000, 50, 7);

        double last = offers.get(1_999).at().toNanos() / 1e9;
        assertThat(2_000 / last).isCloseTo(50, within(4.0));
        assertThat(Offer.openLoop(letters, 2_000, 50, 7).get(1_999).at())
                .isEqualTo(offers.get(1_999).at());
    }

    @Test
    void counts_of_servers_are_told_since_a_moment_and_summed() {
        PeerCounts first =
                PeerCounts.of(new JsonObject().put("wallSeconds", 10.0).put("busySeconds", 4.0));
        PeerCounts second =
                PeerCounts.of(
                        new JsonObject()
                                .put("wallSeconds", 20.0)
                                .put("busySeconds", 13.0)
                                .put("promptTokens", 200)
                                .put("hitTokens", 50)
                                .put("rejected", 1)
                                .put("broken", 2)
                                .put("cancelled", 3));

        PeerCounts since = second.since(first);

        assertThat(since.utilisation()).isCloseTo(0.9, within(1e-9));
        assertThat(since.hitShare()).isCloseTo(0.25, within(1e-9));
        assertThat(since.failed()).isEqualTo(6);
        assertThat(since.plus(since).wallSeconds()).isEqualTo(20);
        assertThat(PeerCounts.NONE.utilisation()).isZero();
    }

    @Test
    void the_gap_between_collections_counts_until_the_last_letter_of_the_small_one_begins() {
        List<Call> calls =
                List.of(
                        call("large-1", "large", 0, 1),
                        call("small-1", "small", 1, 2),
                        call("large-2", "large", 2, 3),
                        call("large-3", "large", 3, 4),
                        call("small-2", "small", 4, 5),
                        call("large-4", "large", 5, 6),
                        call("large-5", "large", 6, 7),
                        call("large-6", "large", 7, 8));

        double gap =
                TwoCollections.gap(sample(8, 8, new Sample.Losses(0, 0, 0, 0), calls, Map.of()));

        assertThat(gap).isCloseTo(2, within(1e-9));
    }

    @Test
    void a_readers_wait_is_told_in_calls_of_readers() {
        List<Call> calls = List.of(call("reader-1", "reader", 3, 5), call("b", "batch", 0, 9));

        double waited =
                Interactive.waitInCalls(
                        sample(
                                2,
                                9,
                                new Sample.Losses(0, 0, 0, 0),
                                calls,
                                Map.of("reader-1", 3.0, "batch-1", 99.0)));

        assertThat(waited).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void calls_are_read_from_cost_records_with_cached_tokens_and_without_foreign_letters() {
        JsonObject record =
                new JsonObject()
                        .put("documentId", "d")
                        .put("collectionId", "c")
                        .put("tool", "extract_people")
                        .put("model", "llama3.2")
                        .put("input_tokens", 100)
                        .put("cache_read_tokens", 900)
                        .put("output_tokens", 50)
                        .put("took_ms", 5_000)
                        .put("timestamp", new JsonObject().put("$date", "2026-01-02T03:04:06Z"));

        List<Call> calls =
                Accounts.calls(
                        List.of(record, record.copy().put("documentId", "e")), Set.of("d"), 5);

        assertThat(calls)
                .containsExactly(
                        new Call(
                                "d",
                                "c",
                                "extract_people",
                                "llama3.2",
                                1_000,
                                50,
                                START,
                                START.plusSeconds(1)));
    }

    @Test
    void a_tool_with_a_share_of_a_call_and_a_call_of_its_own_was_asked_once_more() {
        JsonObject share =
                new JsonObject()
                        .put("documentId", "d")
                        .put("tool", "extract_people")
                        .put("shared_prompt_tokens", 900);
        JsonObject alone = share.copy();
        alone.remove("shared_prompt_tokens");
        JsonObject served = share.copy().put("tool", "extract_events");
        JsonObject never = alone.copy().put("tool", "generate_summary");

        assertThat(Accounts.alone(List.of(share, alone, served, never), Set.of("d"))).isEqualTo(1);
        assertThat(Accounts.alone(List.of(share, alone), Set.of("e"))).isZero();
    }

    @Test
    void the_report_of_a_goal_names_figures_and_verdicts() {
        GoalResult result =
                new GoalResult(
                        Goal.G1,
                        OneModel.workload(10),
                        5,
                        List.of("./inkstream loadtest peers"),
                        List.of(
                                new ArmResult(
                                        "inkstream",
                                        "ours",
                                        List.of(
                                                sample(
                                                        10,
                                                        36,
                                                        new Sample.Losses(0, 0, 0, 0),
                                                        List.of(),
                                                        Map.of())))),
                        List.of(Threshold.atLeast(Goal.G1, "achieved / ideal", 0.9, 0.95)),
                        List.of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
                        List.of());

        String page = new HtmlReport("./inkstream loadtest gpu", List.of(result)).page();

        assertThat(page).contains("achieved / ideal", "reached", "./inkstream loadtest peers");
        assertThat(result.toJson().getJsonArray("arms")).hasSize(1);
        assertThat(result.toJson().getJsonArray("thresholds"))
                .isEqualTo(new JsonArray().add(result.thresholds().get(0).toJson()));
    }

    private static Call call(String document, String collection, int begun, int ended) {
        return new Call(
                document,
                collection,
                "extract_people",
                "llama3.2",
                1_000,
                50,
                START.plusSeconds(begun),
                START.plusSeconds(ended));
    }

    private static Sample sample(
            int documents,
            double seconds,
            Sample.Losses losses,
            List<Call> calls,
            Map<String, Double> waits) {
        return new Sample(
                documents,
                1,
                seconds,
                PeerCounts.NONE,
                1_000,
                Latencies.of(List.of(), 1),
                losses,
                calls,
                waits,
                List.of(new Moment(1, 0.5, 0.5, 0, 1)));
    }
}
