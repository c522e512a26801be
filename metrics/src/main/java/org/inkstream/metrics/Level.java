package org.inkstream.metrics;

import java.util.List;

/**
 * A gauge that somebody sets now and then. It stands in the scrape once it was set for the first
 * time; one that nobody ever sets would be an alert that never fires. Thread-safe.
 */
public final class Level {
    private final Meters meters;
    private final MeterCatalogue meter;
    private final List<String> values;
    private boolean shown;
    private volatile double now = Double.NaN;

    Level(Meters meters, MeterCatalogue meter, String... values) {
        this.meters = meters;
        this.meter = meter;
        this.values = List.of(values);
    }

    public synchronized void set(double value) {
        now = value;
        if (!shown) {
            meters.gauge(meter, values, () -> now);
            shown = true;
        }
    }

    /** Nobody knows at this time. */
    public void unknown() {
        set(Double.NaN);
    }
}
