package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadyWindowTest {
    private static final Duration GRACE = Duration.ofMillis(500);

    private final VirtualTimers timers = new VirtualTimers();
    private final ReadyWindow window = new ReadyWindow(timers);
    private final Map<String, Integer> ready = new TreeMap<>();
    private final Map<String, Integer> inFlight = new TreeMap<>();

    @AfterEach
    void no_timer_outlives_a_window_that_is_closed() {
        window.close();

        assertThat(timers.pending()).isZero();
    }

    @Test
    void one_connection_has_the_whole_window_up_to_what_nsqd_allows_it() {
        window.resize(100);
        join("a", 40);

        assertThat(ready).isEqualTo(Map.of("a", 40));
    }

    @Test
    void the_window_is_shared_evenly_and_what_one_may_not_take_is_left_for_the_others() {
        window.resize(100);
        join("a", 1000);
        join("b", 10);
        join("c", 1000);
        timers.advance(GRACE);

        assertThat(ready).isEqualTo(Map.of("a", 45, "b", 10, "c", 45));
    }

    @Test
    void a_newcomer_gets_its_share_only_when_the_others_have_heard_of_theirs() {
        window.resize(10);
        join("a", 1000);
        Share b = join("b", 1000);
        Map<String, Integer> atOnce = Map.copyOf(ready);
        timers.advance(GRACE);
        Map<String, Integer> later = Map.copyOf(ready);
        window.leave(b);

        assertThat(atOnce).isEqualTo(Map.of("a", 5));
        assertThat(later).isEqualTo(Map.of("a", 5, "b", 5));
        assertThat(ready).containsEntry("a", 10);
    }

    @Test
    void what_is_in_flight_elsewhere_is_not_promised_twice() {
        window.resize(10);
        join("a", 1000);
        inFlight.put("a", 8);
        join("b", 1000);
        timers.advance(GRACE);
        Map<String, Integer> before = Map.copyOf(ready);
        inFlight.put("a", 6);
        window.freed();

        assertThat(before).isEqualTo(Map.of("a", 5, "b", 2));
        assertThat(ready).isEqualTo(Map.of("a", 5, "b", 4));
    }

    @Test
    void a_window_of_nothing_pauses_everywhere() {
        window.resize(10);
        join("a", 1000);
        window.resize(0);

        assertThat(ready).isEqualTo(Map.of("a", 0));
    }

    @Test
    void a_connection_without_messages_gives_its_place_to_one_that_waits() {
        window.resize(1);
        join("a", 1000);
        join("b", 1000);
        timers.advance(Duration.ofSeconds(11));

        assertThat(ready).isEqualTo(Map.of("a", 0, "b", 1));
    }

    @Test
    void a_connection_with_messages_keeps_its_place_for_half_a_minute_and_then_lets_others_in() {
        window.resize(1);
        Share a = join("a", 1000);
        join("b", 1000);
        for (int second = 0; second < 29; second++) {
            timers.advance(Duration.ofSeconds(1));
            a.delivered(timers.monotonicNanos());
        }
        Map<String, Integer> before = Map.copyOf(ready);
        timers.advance(Duration.ofSeconds(2));

        assertThat(before).isEqualTo(Map.of("a", 1));
        assertThat(ready).isEqualTo(Map.of("a", 0, "b", 1));
    }

    /** Whatever comes, goes, is delivered, settled or changed, in whatever order. */
    @Property(tries = 5000)
    void the_window_is_never_exceeded_nobody_starves_and_in_the_end_all_of_it_is_granted(
            @ForAll("happenings") List<Happening> happenings) {
        SimulatedNsqds nsqds = new SimulatedNsqds();

        happenings.forEach(happening -> happening.to(nsqds));
        nsqds.settleEverything();

        assertThat(nsqds.unsettled()).as("messages that nobody got").isZero();
        assertThat(nsqds.grantAll()).as("all of the window is granted").isTrue();
        nsqds.close();
        assertThat(nsqds.pendingTimers()).isZero();
    }

    private Share join(String name, int largest) {
        Share share =
                new Share(
                        largest,
                        () -> inFlight.getOrDefault(name, 0),
                        messages -> ready.put(name, messages),
                        timers);
        window.join(share);
        return share;
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(1, 40))
                .as(Happening::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(80);
    }

    enum Kind {
        CONNECT,
        DIE,
        PUBLISH,
        SETTLE,
        RESIZE,
        WAIT
    }

    record Happening(Kind kind, int who, int much) {
        void to(SimulatedNsqds nsqds) {
            switch (kind) {
                case CONNECT -> nsqds.connect(much);
                case DIE -> nsqds.die(who);
                case PUBLISH -> nsqds.publish(who, much);
                case SETTLE -> nsqds.settle(who, much);
                case RESIZE -> nsqds.resize(who);
                case WAIT -> nsqds.pass(10L * much * much);
            }
        }
    }
}
