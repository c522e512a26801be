package org.inkstream.loadtest.peers.gpu.http;

import java.util.Locale;

/** Metrics in the text format of Prometheus. */
final class Exposition {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private final String labels;

    /**
     * @param labels of every metric, as {@code name="value"}, separated by commas; may be empty
     */
    Exposition(String labels) {
        this.labels = labels;
    }

    Exposition gauge(String name, double value) {
        return typed(name, "gauge").value(name, "", value);
    }

    Exposition counter(String name, long value) {
        return typed(name, "counter").value(name, "", (double) value);
    }

    Exposition histogram(String name, Histogram histogram) {
        typed(name, "histogram");
        histogram.each((bound, count) -> value(name + "_bucket", "le=\"" + bound + "\"", count));
        value(name + "_sum", "", histogram.sum());
        return value(name + "_count", "", histogram.count());
    }

    Exposition typed(String name, String type) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * @param more labels
     */
    Exposition value(String name, String more, double value) {
        String both = labels.isEmpty() || more.isEmpty() ? labels + more : labels + "," + more;
        text.append(name);
        if (!both.isEmpty()) {
            text.append('{').append(both).append('}');
        }
        text.append(' ').append(String.format(Locale.ROOT, "%s", value)).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
