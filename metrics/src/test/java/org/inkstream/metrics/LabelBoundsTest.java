package org.inkstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelBoundsTest {
    private final Metrics metrics = new Metrics("test");

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void a_stream_of_new_values_makes_a_bounded_number_of_series() {
        for (int i = 0; i < 10_000; i++) {
            metrics.cost().used("provider-" + i, "model-" + i, "class-" + i, 1);
            metrics.agents().answered("agent-" + i, "tool-" + i, Duration.ofMillis(1));
            metrics.pipeline().documentEnded("outcome-" + i, Duration.ofMillis(1));
        }

        assertThat(series("enrichment_tokens_total{")).hasSizeBetween(64, 100);
        assertThat(series("enrichment_agent_response_seconds_count{")).hasSizeBetween(32, 65);
        assertThat(series("enrichment_documents_total{"))
                .containsExactlyInAnyOrder(
                        "enrichment_documents_total{outcome=\"other\"} 10000.0",
                        "enrichment_documents_total{outcome=\"published\"} 0.0",
                        "enrichment_documents_total{outcome=\"needs_review\"} 0.0",
                        "enrichment_documents_total{outcome=\"dead_lettered\"} 0.0");
    }

    @Test
    void nothing_that_is_counted_is_lost_when_labels_run_out() {
        for (int i = 0; i < 1000; i++) {
            metrics.agents().retried("agent-" + i);
        }

        double sum =
                series("enrichment_retries_total{").stream()
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                        .sum();
        assertThat(sum).isEqualTo(1000);
    }

    @Test
    void every_label_has_a_bound() {
        assertThat(MeterCatalogue.values())
                .allSatisfy(
                        meter ->
                                assertThat(meter.labels())
                                        .allMatch(label -> label.limit() <= 64)
                                        .noneMatch(label -> label.name().contains("document")));
    }

    @Test
    void the_same_value_stays_the_same_series() {
        LabelGuard guard = new LabelGuard();
        Label label = Label.atMost(1, "agent");

        Stream<String> admitted =
                Stream.of("first", "second", "first").map(value -> guard.admit(label, value));

        assertThat(admitted).containsExactly("first", Label.OTHER, "first");
    }

    private List<String> series(String start) {
        return metrics.scrape().text().lines().filter(line -> line.startsWith(start)).toList();
    }
}
