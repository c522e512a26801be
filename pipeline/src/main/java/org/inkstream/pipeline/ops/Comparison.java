package org.inkstream.pipeline.ops;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells where two sets of enriched letters differ. What differs between two runs that did the same
 * work is left out: times, attempts, runs, owners, versions and where a result was taken from.
 */
final class Comparison {
    private static final Set<String> IGNORED =
            Set.of(
                    "_source",
                    "attempts",
                    "cost_status",
                    "cost_usd",
                    "created_at",
                    "epoch",
                    "owner",
                    "runId",
                    "started_at",
                    "took_ms",
                    "total_processing_time",
                    "updated_at",
                    "version");
    private static final String NOTHING = "(nothing)";
    private static final int LONGEST_SHOWN = 120;

    private final List<Difference> found = new ArrayList<>();

    private Comparison() {}

    /** All differences, by document id. */
    static List<Difference> of(ResultFile left, ResultFile right) {
        Comparison comparison = new Comparison();
        Set<String> documents = new TreeSet<>(left.byDocument().keySet());
        documents.addAll(right.byDocument().keySet());
        for (String document : documents) {
            comparison.document(document, all(left, document), all(right, document));
        }
        return comparison.found;
    }

    private static List<JsonObject> all(ResultFile file, String document) {
        return file.byDocument().getOrDefault(document, List.of());
    }

    private void document(String id, List<JsonObject> left, List<JsonObject> right) {
        if (left.size() == 1 && right.size() == 1) {
            values(id, "", left.get(0), right.get(0));
        } else {
            found.add(new Difference(id, "", times(left), times(right)));
        }
    }

    private static String times(List<JsonObject> same) {
        return switch (same.size()) {
            case 0 -> "missing";
            case 1 -> "there";
            default -> same.size() + " times";
        };
    }

    private void values(String id, String path, @Nullable Object left, @Nullable Object right) {
        if (left instanceof JsonObject one && right instanceof JsonObject other) {
            members(id, path, one, other);
        } else if (left instanceof JsonArray one && right instanceof JsonArray other) {
            items(id, path, one, other);
        } else if (!same(left, right)) {
            found.add(new Difference(id, path, shown(left), shown(right)));
        }
    }

    private void members(String id, String path, JsonObject left, JsonObject right) {
        Set<String> names = new TreeSet<>(left.fieldNames());
        names.addAll(right.fieldNames());
        names.removeAll(IGNORED);
        for (String name : names) {
            String member = path.isEmpty() ? name : path + "." + name;
            values(id, member, left.getValue(name), right.getValue(name));
        }
    }

    private void items(String id, String path, JsonArray left, JsonArray right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            Object one = i < left.size() ? left.getValue(i) : null;
            Object other = i < right.size() ? right.getValue(i) : null;
            values(id, path + "[" + label(one, other, i) + "]", one, other);
        }
    }

    /** A field is told by its path, not by its number. */
    private static String label(@Nullable Object one, @Nullable Object other, int index) {
        if (one instanceof JsonObject field
                && field.getValue("path") instanceof String path
                && other instanceof JsonObject same
                && path.equals(same.getValue("path"))) {
            return path;
        }
        return Integer.toString(index);
    }

    /** Numbers are compared by value: a store may give back 1 as 1.0. */
    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number one && right instanceof Number other) {
            return Double.compare(one.doubleValue(), other.doubleValue()) == 0;
        }
        return Objects.equals(left, right);
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        String json = Json.encode(value);
        return json.length() <= LONGEST_SHOWN ? json : json.substring(0, LONGEST_SHOWN) + "…";
    }
}
