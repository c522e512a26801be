package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes meters as the catalogue describes them, and no others. */
final class Meters {
    /** From a rule (milliseconds) to a slow model or a whole letter (minutes). */
    private static final Duration[] TIME_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(4),
        Duration.ofMinutes(6)
    };

    /** The thresholds that operators alarm on (0.2, 0.4, 0.6, 0.9, 0.95) are among them. */
    private static final double[] SHARE_BUCKETS = {
        0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1
    };

    private final PrometheusMeterRegistry registry;
    private final LabelGuard guard;
    private final Exemplars exemplars;

    /**
     * @param guard shared by everything that writes to the registry
     * @param exemplars that the registry has
     */
    Meters(PrometheusMeterRegistry registry, LabelGuard guard, Exemplars exemplars) {
        this.registry = registry;
        this.guard = guard;
        this.exemplars = exemplars;
    }

    Counter counter(MeterCatalogue meter) {
        return counter(meter, List.of());
    }

    /**
     * One whose only label has known values stands at zero from the start: a series that begins
     * with its first event hides that event from every rate.
     */
    Family<Counter> counters(MeterCatalogue meter) {
        Family<Counter> family =
                new Family<>(meter.labels(), guard, values -> counter(meter, values));
        if (meter.labels().size() == 1) {
            meter.labels().get(0).values().forEach(family::of);
        }
        return family;
    }

    Timer timer(MeterCatalogue meter) {
        return timer(meter, List.of());
    }

    Family<Timer> timers(MeterCatalogue meter) {
        return new Family<>(meter.labels(), guard, values -> timer(meter, values));
    }

    /** Takes shares, 0 to 1. */
    DoubleConsumer shares(MeterCatalogue meter) {
        // Not a DistributionSummary: it rounds up to whole numbers before it picks a bucket.
        Histogram histogram =
                Histogram.builder()
                        .name(meter.meterName())
                        .help(meter.help())
                        .classicOnly()
                        // Micrometer leaves out the library by which it would find spans.
                        .withoutExemplars()
                        .classicUpperBounds(SHARE_BUCKETS)
                        .build();
        PrometheusRegistry all = registry.getPrometheusRegistry();
        if (exemplars.spans().isEmpty()) {
            all.register(histogram);
            return histogram::observe;
        }
        Shares shares = new Shares(histogram, SHARE_BUCKETS, exemplars.spans().get());
        all.register(shares);
        return shares::observe;
    }

    /** Micrometer has no such type, and a gauge may not be named {@code _info}. */
    void info(MeterCatalogue meter, String... values) {
        Info.builder()
                .name(meter.meterName())
                .help(meter.help())
                .labelNames(meter.labels().stream().map(Label::name).toArray(String[]::new))
                .register(registry.getPrometheusRegistry())
                .addLabelValues(values);
    }

    /** A gauge that asks {@code value} at each scrape, from the scraping thread. */
    void gauge(MeterCatalogue meter, Supplier<Number> value) {
        gauge(meter, List.of(), value);
    }

    void gauge(MeterCatalogue meter, List<String> values, Supplier<Number> value) {
        Gauge.builder(meter.meterName(), value)
                .description(meter.help())
                .tags(tags(meter, values))
                .strongReference(true)
                .register(registry);
    }

    /** Gauges that somebody sets; each stands in the scrape once it was set. */
    Family<Level> levels(MeterCatalogue meter) {
        return family(meter, values -> new Level(this, meter, values.toArray(String[]::new)));
    }

    <M> Family<M> family(MeterCatalogue meter, Function<List<String>, M> create) {
        return new Family<>(meter.labels(), guard, create);
    }

    private Counter counter(MeterCatalogue meter, List<String> values) {
        return Counter.builder(meter.meterName())
                .description(meter.help())
                .tags(tags(meter, values))
                .register(registry);
    }

    private Timer timer(MeterCatalogue meter, List<String> values) {
        return Timer.builder(meter.meterName())
                .description(meter.help())
                .serviceLevelObjectives(TIME_BUCKETS)
                .tags(tags(meter, values))
                .register(registry);
    }

    private static List<Tag> tags(MeterCatalogue meter, List<String> values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(meter.labels().get(i).name(), values.get(i)));
        }
        return tags;
    }
}
