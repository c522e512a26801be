package org.inkstream.loadtest.scenarios.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/**
 * Which queries have data, and which must not have any because a reason is written down.
 *
 * @param asked how many
 * @param asWritten that have data as they are written
 * @param unexplained that have none, without a reason, or are refused
 * @param needless entries of the list for which there is data, or no query
 */
record Answers(int asked, int asWritten, List<String> unexplained, List<String> needless) {
    Answers {
        unexplained = List.copyOf(unexplained);
        needless = List.copyOf(needless);
    }

    /**
     * Why queries have no data, by where they stand.
     *
     * @param never those that must not have any
     * @param perhaps those that have some if something happened
     */
    record Reasons(Map<String, String> never, Map<String, String> perhaps) {
        Reasons {
            never = new LinkedHashMap<>(never);
            perhaps = new LinkedHashMap<>(perhaps);
        }

        /** The list that is packaged. */
        static Reasons packaged() {
            Map<String, @Nullable Object> lists =
                    YamlText.resource(Answers.class, "queries-without-data.yaml");
            return new Reasons(texts(lists.get("never")), texts(lists.get("perhaps")));
        }

        private static Map<String, String> texts(@Nullable Object list) {
            Map<String, String> texts = new LinkedHashMap<>();
            if (list instanceof Map<?, ?> reasons) {
                reasons.forEach((where, why) -> texts.put(where.toString(), why.toString()));
            }
            return texts;
        }

        private boolean excuse(String where) {
            return never.containsKey(where) || perhaps.containsKey(where);
        }
    }

    /**
     * @param ask how many series answer a query; throws {@link IllegalStateException} if it is
     *     refused
     */
    static Answers of(List<Query> queries, Reasons reasons, Function<String, Integer> ask) {
        int asWritten = 0;
        List<String> unexplained = new ArrayList<>();
        Set<String> unused = new TreeSet<>(reasons.never().keySet());
        for (Query query : queries) {
            int series = series(query.text(), ask);
            boolean silent = series == 0 && query.alert();
            boolean has = series > 0 || (silent && series(query.open(), ask) > 0);
            if (series > 0) {
                asWritten++;
            }
            if (series < 0) {
                unexplained.add(query.where() + ", which is refused");
            } else if (!has && !reasons.excuse(query.where())) {
                unexplained.add(query.where());
            } else if (!has) {
                unused.remove(query.where());
            }
        }
        return new Answers(queries.size(), asWritten, unexplained, List.copyOf(unused));
    }

    private static int series(String query, Function<String, Integer> ask) {
        try {
            return ask.apply(query);
        } catch (IllegalStateException refused) {
            return -1;
        }
    }
}
