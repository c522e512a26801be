package org.inkstream.pipeline.ops;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether this process lives and whether it can take work. Long work is not ill health: the checks
 * look at whether loops turn and peers answer. Thread-safe if its checks are.
 */
public final class Health {
    private final List<Supplier<Check>> live;
    private final List<Supplier<Check>> ready;
    private final Overview overview;

    /**
     * @param live what only a restart can mend
     * @param ready what must hold, beside those, to take work
     * @param overview of all parts
     */
    public Health(List<Supplier<Check>> live, List<Supplier<Check>> ready, Overview overview) {
        this.live = List.copyOf(live);
        this.ready = List.copyOf(ready);
        this.overview = overview;
    }

    public Report liveness() {
        return new Report(live.stream().map(Supplier::get).toList());
    }

    public Report readiness() {
        return new Report(ready.stream().map(Supplier::get).toList());
    }

    public Overview.Report overview() {
        return overview.report();
    }

    /**
     * @param name of the thing that was looked at
     * @param up whether it is as it should be
     * @param detail for people
     */
    public record Check(String name, boolean up, String detail) {}

    /** The outcome of several checks. */
    public record Report(List<Check> checks) {
        public Report {
            checks = List.copyOf(checks);
        }

        public boolean up() {
            return checks.stream().allMatch(Check::up);
        }

        public JsonObject toJson() {
            JsonArray list = new JsonArray();
            checks.forEach(
                    check ->
                            list.add(
                                    new JsonObject()
                                            .put("name", check.name())
                                            .put("status", status(check.up()))
                                            .put("detail", check.detail())));
            return new JsonObject().put("status", status(up())).put("checks", list);
        }

        private static String status(boolean up) {
            return up ? "UP" : "DOWN";
        }
    }
}
