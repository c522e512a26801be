package org.inkstream.pipeline.ops;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.time.Iso;
import org.inkstream.time.Timers;

/**
 * How the parts of a process stand, for people and for whoever watches from outside. Thread-safe if
 * its checks are.
 */
public final class Overview {
    private final String version;
    private final Timers clock;
    private final List<Part> parts;

    /**
     * @param version of the build that runs
     * @param clock whose {@code now} is read on any thread
     */
    public Overview(String version, Timers clock, List<Part> parts) {
        this.version = version;
        this.clock = clock;
        this.parts = List.copyOf(parts);
    }

    /**
     * One part.
     *
     * @param name as operators know it
     * @param vital whether the process is of no use without it; else it is only less able
     * @param checks all of which must hold; none for a part that has nothing to look at
     */
    public record Part(String name, boolean vital, Supplier<Stream<Health.Check>> checks) {
        private State look() {
            List<Health.Check> all = checks.get().toList();
            boolean up = all.stream().allMatch(Health.Check::up);
            String detail =
                    all.stream()
                            // Of what is well, nobody wants to read beside what is not.
                            .filter(check -> check.up() == up)
                            .map(check -> check.name() + ": " + check.detail())
                            .collect(Collectors.joining("; "));
            return new State(this, up, detail);
        }
    }

    private record State(Part part, boolean up, String detail) {}

    /** As it is now. */
    public Report report() {
        List<State> states = parts.stream().map(Part::look).toList();
        boolean up = states.stream().allMatch(State::up);
        boolean useful = states.stream().allMatch(state -> state.up() || !state.part().vital());
        JsonObject checks = new JsonObject();
        states.forEach(
                state ->
                        checks.put(
                                state.part().name(),
                                new JsonObject()
                                        .put("status", state.up() ? "UP" : "DOWN")
                                        .put("detail", state.detail())));
        return new Report(
                useful,
                new JsonObject()
                        .put("status", up ? "UP" : useful ? "DEGRADED" : "DOWN")
                        .put("version", version)
                        .put("timestamp", Iso.text(clock.now()))
                        .put("checks", checks));
    }

    /**
     * @param useful whether every vital part is up
     * @param json status {@code UP}, {@code DEGRADED} or {@code DOWN}, version, time and parts
     */
    public record Report(boolean useful, JsonObject json) {}
}
