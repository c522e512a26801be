package org.inkstream.app.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.EndpointListener;
import org.inkstream.agents.gateway.EndpointState;
import org.inkstream.agents.gateway.schedule.Standing;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.metrics.EndpointMetrics;
import org.inkstream.metrics.Exemplars;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.time.Timers;

/** What the endpoints of this process tell, for the scrape and for health. Thread-safe. */
public final class SeenEndpoints implements EndpointListener {
    /** Share of a remote API's limit from which on it is nearly used up. */
    private static final double NEARLY_USED = 0.95;

    /** Each tells every second. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(20);

    private final EndpointMetrics meters;
    private final Exemplars exemplars;
    private final Timers clock;
    private final Map<String, EndpointState> states = new ConcurrentHashMap<>();
    private final Map<String, Long> toldAt = new ConcurrentHashMap<>();
    private final Map<String, String> silent = new ConcurrentHashMap<>();

    /**
     * @param clock read on any thread
     */
    public SeenEndpoints(Metrics metrics, Timers clock) {
        this.meters = metrics.endpoints();
        this.exemplars = metrics.exemplars();
        this.clock = clock;
    }

    @Override
    public void sent(String endpoint, CallTag tag, Duration waited) {
        String priority = tag.priority() > 0 ? "high" : tag.priority() < 0 ? "low" : "normal";
        exemplars.of(tag.trace(), () -> meters.waited(endpoint, priority, waited));
    }

    @Override
    public void ended(String endpoint, Outcome how) {
        meters.ended(endpoint, how.wireName());
    }

    @Override
    public void prompt(String endpoint, String model, long hit, long read) {
        meters.prompt(endpoint, model, hit, read);
    }

    @Override
    public void worked(String endpoint, String model, Duration time) {
        meters.worked(endpoint, model, time);
    }

    @Override
    public void stands(EndpointState state) {
        String name = state.name();
        Standing standing = state.standing();
        meters.stands(
                name,
                state.load().limit(),
                state.load().running(),
                state.load().waiting(),
                standing.backlog(),
                standing.paused());
        EndpointState before = states.put(name, state);
        toldAt.put(name, clock.monotonicNanos());
        long swaps = standing.swaps() - (before == null ? 0 : before.standing().swaps());
        if (swaps > 0) {
            meters.swapped(name, swaps);
        }
        if (!standing.resident().isEmpty()) {
            meters.resident(name, standing.resident());
        }
        standing.quota()
                .forEach(
                        (counted, left) ->
                                meters.quota(
                                        name,
                                        counted.name().toLowerCase(Locale.ROOT),
                                        left.used()));
    }

    @Override
    public void looked(String endpoint, ModelEndpoint.Sight sight) {
        silent.remove(endpoint);
        if (!sight.asked()) {
            return;
        }
        meters.answers(endpoint, true);
        sight.loaded().ifPresent(models -> meters.loaded(endpoint, models));
    }

    @Override
    public void silent(String endpoint, Throwable why) {
        silent.put(endpoint, String.valueOf(why.getMessage()));
        meters.answers(endpoint, false);
        meters.loadedUnknown(endpoint);
    }

    /** Whether each inference server answered when it was looked at last. */
    Health.Check servers() {
        return check(
                "models",
                new TreeMap<>(silent)
                        .entrySet().stream().map(one -> one.getKey() + " (" + one.getValue() + ")"),
                states.isEmpty() ? "none is asked from here" : "all answer");
    }

    /** Whether a remote API still takes much of what it limits. */
    Health.Check apiQuota() {
        return check(
                "quota",
                fullest(NEARLY_USED),
                fullest(0)
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("no remote API has told a limit"));
    }

    private Stream<String> fullest(double atLeast) {
        return sorted().flatMap(
                        state ->
                                state.standing().quota().entrySet().stream()
                                        .filter(one -> one.getValue().used() >= atLeast)
                                        .max(Comparator.comparing(one -> one.getValue().used()))
                                        .map(
                                                one ->
                                                        "%s has used %.0f %% of its %s"
                                                                .formatted(
                                                                        state.name(),
                                                                        100 * one.getValue().used(),
                                                                        one.getKey()
                                                                                .name()
                                                                                .toLowerCase(
                                                                                        Locale.ROOT)
                                                                                .replace('_', ' ')))
                                        .stream());
    }

    /** Whether no endpoint is sent less because it said that it has too much to do. */
    Health.Check rateLimiter() {
        return check(
                "limits",
                sorted().filter(state -> isHeldBack(state.standing())).map(SeenEndpoints::heldBack),
                "none is held back");
    }

    private static boolean isHeldBack(Standing standing) {
        return standing.cut() || !standing.paused().isZero();
    }

    private static String heldBack(EndpointState state) {
        Duration paused = state.standing().paused();
        return paused.isZero()
                ? "%s gets %d of %d requests at once, because it was overloaded"
                        .formatted(state.name(), state.load().limit(), state.most())
                : "%s wants to be left alone for %d s"
                        .formatted(state.name(), paused.plusMillis(999).toSeconds());
    }

    /** Whether the queues turn: each has told lately how it stands. */
    public Health.Check turning() {
        return check(
                "queues",
                toldAt.entrySet().stream()
                        .filter(one -> clock.since(one.getValue()).compareTo(STUCK_AFTER) > 0)
                        .map(one -> one.getKey() + " has stopped"),
                "all turn");
    }

    /** The parts of health that tell of inference servers; a process is of use without them. */
    public List<Overview.Part> parts() {
        List<Overview.Part> parts = new ArrayList<>();
        parts.add(new Overview.Part("endpoints", false, () -> Stream.of(servers())));
        parts.addAll(limits());
        return parts;
    }

    /** Those of them that tell of their limits. */
    List<Overview.Part> limits() {
        return List.of(
                new Overview.Part("apiQuota", false, () -> Stream.of(apiQuota())),
                new Overview.Part("rateLimiter", false, () -> Stream.of(rateLimiter())));
    }

    private Stream<EndpointState> sorted() {
        return states.values().stream().sorted(Comparator.comparing(EndpointState::name));
    }

    private static Health.Check check(String name, Stream<String> wrong, String otherwise) {
        String all = wrong.collect(Collectors.joining(", "));
        return new Health.Check(name, all.isEmpty(), all.isEmpty() ? otherwise : all);
    }
}
