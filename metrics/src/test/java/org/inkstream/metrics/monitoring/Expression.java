package org.inkstream.metrics.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One query in PromQL, as far as names are concerned; promtool knows the rest.
 *
 * @param where it stands, for people
 * @param text as it stands there
 */
record Expression(String where, String text) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile(
                    "\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9_:])\\d[\\w.]*");
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*(?![A-Za-z0-9_:]*\\s*\\()");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    /** Names of the series that it asks for. */
    Set<String> series() {
        String bare = STRING.matcher(text).replaceAll(" ");
        for (Pattern part : new Pattern[] {MATCHERS, RANGE, GROUPING, NUMBER}) {
            bare = part.matcher(bare).replaceAll(" ");
        }
        return NAME.matcher(bare)
                .results()
                .map(found -> found.group())
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of the labels that it filters or groups by. */
    Set<String> labels() {
        String bare = STRING.matcher(text).replaceAll(" ");
        Set<String> labels = new TreeSet<>();
        for (Pattern part : new Pattern[] {MATCHERS, GROUPING}) {
            Matcher found = part.matcher(bare);
            while (found.find()) {
                LABEL.matcher(found.group(1)).results().forEach(label -> labels.add(label.group()));
            }
        }
        return labels;
    }
}
