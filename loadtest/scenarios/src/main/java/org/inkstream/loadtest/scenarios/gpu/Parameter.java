package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.inkstream.loadtest.peers.gpu.ParameterSet;

/**
 * A figure that simulated servers keep to.
 *
 * @param name of what it is a figure of, with all above it
 * @param mark M measured by us, D from documentation or a published measurement, A assumed, C
 *     computed
 */
record Parameter(String name, String value, String mark, String source) {
    private static final Set<String> MARKS = Set.of("A", "C", "D", "M");

    /** All that there are. */
    static List<Parameter> all() {
        List<Parameter> all = new ArrayList<>();
        add(all, "", ParameterSet.all());
        return all;
    }

    private static void add(List<Parameter> all, String above, JsonObject json) {
        for (String name : json.fieldNames()) {
            String whole = above.isEmpty() ? name : above + ", " + name;
            Object value = json.getValue(name);
            if (value instanceof JsonObject below) {
                add(all, whole, below);
            } else if (value instanceof JsonArray list) {
                add(all, whole, list);
            }
        }
    }

    /** A figure with its mark, or several of them in rows that begin with what they depend on. */
    private static void add(List<Parameter> all, String name, JsonArray list) {
        int at = list.size() - 2;
        if (at >= 1 && MARKS.contains(String.valueOf(list.getValue(at)))) {
            String of = at == 2 ? " at " + list.getValue(0) : "";
            all.add(
                    new Parameter(
                            name + of,
                            String.valueOf(list.getValue(at - 1)),
                            list.getString(at),
                            list.getString(at + 1)));
            return;
        }
        for (Object row : list) {
            if (row instanceof JsonArray figure) {
                add(all, name, figure);
            }
        }
    }
}
