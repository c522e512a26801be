package org.inkstream.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.exemplars.ExemplarSampler;
import io.prometheus.metrics.core.exemplars.ExemplarSamplerConfig;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.Arrays;
import java.util.List;

/**
 * A histogram without labels whose exemplars are chosen as Micrometer chooses those of its own: the
 * library's histogram finds spans by a way that Micrometer leaves out. Thread-safe.
 */
final class Shares implements Collector {
    private final Histogram histogram;
    private final ExemplarSampler exemplars;

    /**
     * @param histogram registered nowhere, and without exemplars
     * @param bounds of its buckets, the last one finite
     */
    Shares(Histogram histogram, double[] bounds, SpanContext spans) {
        double[] all = Arrays.copyOf(bounds, bounds.length + 1);
        all[bounds.length] = Double.POSITIVE_INFINITY;
        this.histogram = histogram;
        this.exemplars =
                new ExemplarSampler(
                        new ExemplarSamplerConfig(
                                PrometheusProperties.get().getExemplarProperties(), all),
                        spans);
    }

    void observe(double share) {
        histogram.observe(share);
        exemplars.observe(share);
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot bare = histogram.collect();
        List<HistogramDataPointSnapshot> named =
                bare.getDataPoints().stream().map(this::named).toList();
        return new HistogramSnapshot(bare.getMetadata(), named);
    }

    private HistogramDataPointSnapshot named(HistogramDataPointSnapshot bare) {
        return new HistogramDataPointSnapshot(
                bare.getClassicBuckets(),
                bare.getSum(),
                bare.getLabels(),
                exemplars.collect(),
                bare.getCreatedTimestampMillis());
    }

    @Override
    public String getPrometheusName() {
        return histogram.getPrometheusName();
    }
}
