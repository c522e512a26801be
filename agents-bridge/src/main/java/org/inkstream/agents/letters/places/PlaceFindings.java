package org.inkstream.agents.letters.places;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.inkstream.agents.letters.text.Span;

/** The places of one letter, each once, with the first spots where it stands. Used by one call. */
final class PlaceFindings {
    private static final int MOST_PLACES = 200;
    private static final int MOST_SPANS = 5;

    private final Map<String, Finding> byName = new LinkedHashMap<>();
    private final NavigableMap<Integer, Span> taken = new TreeMap<>();

    /**
     * @param type empty if it is not known
     * @param country empty if it is not known
     */
    void add(String name, String type, String country, double confidence, Span span) {
        taken.put(span.start(), span);
        if (byName.size() < MOST_PLACES || byName.containsKey(name)) {
            byName.computeIfAbsent(name, key -> new Finding(name, type, country, confidence))
                    .see(span);
        }
    }

    /** Whether a place was found there already; places do not overlap each other. */
    boolean covers(Span span) {
        Map.Entry<Integer, Span> before = taken.lowerEntry(span.end());
        return before != null && before.getValue().overlaps(span);
    }

    List<Finding> all() {
        return List.copyOf(byName.values());
    }

    /** One place. */
    static final class Finding {
        private final String name;
        private final String type;
        private final String country;
        private final double confidence;
        private final List<Span> spans = new ArrayList<>();

        private Finding(String name, String type, String country, double confidence) {
            this.name = name;
            this.type = type;
            this.country = country;
            this.confidence = confidence;
        }

        private void see(Span span) {
            if (spans.size() < MOST_SPANS) {
                spans.add(span);
            }
        }

        String name() {
            return name;
        }

        String type() {
            return type;
        }

        String country() {
            return country;
        }

        double confidence() {
            return confidence;
        }

        List<Span> spans() {
            return spans;
        }
    }
}
