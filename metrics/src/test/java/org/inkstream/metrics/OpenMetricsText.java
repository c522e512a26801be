package org.inkstream.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in the OpenMetrics text format 1.0, read line by line as the specification has it.
 *
 * @param series names with their labels, sorted
 * @param faults lines that may not stand where they do
 */
record OpenMetricsText(List<String> series, List<String> faults) {
    private static final String LABELS =
            "\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*\",?)*}";
    private static final String NUMBER = "(?:NaN|[+-]Inf|-?[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)";
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>"
                            + LABELS
                            + ")? "
                            + NUMBER
                            + "(?<exemplar> # "
                            + LABELS
                            + " "
                            + NUMBER
                            + "( [0-9]+\\.[0-9]+)?)?");
    private static final Pattern HELP = Pattern.compile("# HELP [a-zA-Z_:][a-zA-Z0-9_:]* .+");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (?<family>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>[a-z]+)");
    private static final Map<String, Set<String>> SUFFIXES =
            Map.of(
                    "counter", Set.of("_total", "_created"),
                    "gauge", Set.of(""),
                    "histogram", Set.of("_bucket", "_count", "_sum", "_created"),
                    "summary", Set.of("", "_count", "_sum", "_created"),
                    "info", Set.of("_info"));
    private static final Set<String> WITH_EXEMPLARS = Set.of("_total", "_bucket");

    static OpenMetricsText of(String page) {
        Reading reading = new Reading();
        if (!page.endsWith("\n# EOF\n")) {
            reading.faults.add("no end");
        }
        page.lines().filter(line -> !line.equals("# EOF")).forEach(reading::take);
        return new OpenMetricsText(
                reading.series.stream().sorted().toList(), List.copyOf(reading.faults));
    }

    private static final class Reading {
        private final List<String> series = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final Set<String> families = new HashSet<>();
        private String family = "";
        private Set<String> suffixes = Set.of();

        void take(String line) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            boolean right =
                    type.matches()
                            ? begin(type.group("family"), type.group("type"))
                            : line.startsWith("#")
                                    ? HELP.matcher(line).matches()
                                    : sample.matches() && add(sample);
            if (!right) {
                faults.add(line);
            }
        }

        private boolean begin(String name, String type) {
            family = name;
            suffixes = SUFFIXES.getOrDefault(type, Set.of());
            return families.add(name) && !suffixes.isEmpty();
        }

        private boolean add(Matcher sample) {
            String name = sample.group("name");
            String labels = sample.group("labels");
            series.add(labels == null ? name : name + labels);
            if (!name.startsWith(family)) {
                return false;
            }
            String suffix = name.substring(family.length());
            return suffixes.contains(suffix)
                    && (sample.group("exemplar") == null || WITH_EXEMPLARS.contains(suffix));
        }
    }
}
