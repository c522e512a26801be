package org.inkstream.metrics.otlp;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.EnumMap;
import java.util.Map;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;

/** The instruments of the generation that is exported. For any thread. */
final class Histograms {
    private final Map<Instrument, DoubleHistogram> exported = new EnumMap<>(Instrument.class);

    /**
     * @param latest whether the latest names are exported
     */
    Histograms(Meter meter, boolean latest) {
        for (Instrument instrument : Instrument.values()) {
            if (instrument.isExported(latest)) {
                exported.put(instrument, histogram(meter, instrument));
            }
        }
    }

    void record(Instrument instrument, double value, Attributes attributes) {
        DoubleHistogram histogram = exported.get(instrument);
        if (histogram != null) {
            histogram.record(value, Conversions.attributes(attributes), Context.root());
        }
    }

    private static DoubleHistogram histogram(Meter meter, Instrument instrument) {
        return meter.histogramBuilder(instrument.meterName())
                .setUnit(instrument.unit())
                .setDescription(instrument.description())
                .setExplicitBucketBoundariesAdvice(instrument.buckets())
                .build();
    }
}
