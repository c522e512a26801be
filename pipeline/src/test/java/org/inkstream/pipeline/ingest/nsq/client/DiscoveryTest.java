package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final URI FIRST = URI.create("http://first:4161");
    private static final URI SECOND = URI.create("http://second:4161");
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final NsqdAddress A = new NsqdAddress("a", 4150);
    private static final NsqdAddress B = new NsqdAddress("b", 4150);
    private static final NsqdAddress C = new NsqdAddress("c", 4150);

    private final VirtualTimers timers = new VirtualTimers();
    private final Map<URI, Future<Set<NsqdAddress>>> answers = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();
    private final List<Set<NsqdAddress>> found = new ArrayList<>();
    private final Discovery discovery =
            new Discovery(
                    new ConsumerOptions(
                            new ChannelName("letters", "inkstream"),
                            1,
                            List.of(),
                            List.of(FIRST, SECOND),
                            INTERVAL),
                    (server, topic) -> {
                        asked.add(server);
                        return answers.get(server);
                    },
                    timers,
                    new Random(1),
                    ConsumerMeter.NONE,
                    found::add);

    @Test
    void whoever_any_of_them_names_is_known() {
        answer(FIRST, A, B);
        answer(SECOND, B, C);

        Future<Void> first = discovery.start();

        assertThat(first.succeeded()).isTrue();
        assertThat(last()).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void one_that_fails_changes_nothing() {
        answer(FIRST, A);
        answer(SECOND, B);
        discovery.start();

        answers.put(SECOND, Future.failedFuture("garbage"));
        answer(FIRST, C);
        timers.advance(INTERVAL.multipliedBy(2));

        assertThat(last()).containsExactlyInAnyOrder(B, C);
    }

    @Test
    void one_that_answers_slowly_does_not_keep_what_the_other_said() {
        Promise<Set<NsqdAddress>> slow = Promise.promise();
        answers.put(FIRST, slow.future());
        answer(SECOND, B);

        Future<Void> first = discovery.start();
        boolean endedBefore = first.isComplete();
        Set<NsqdAddress> before = last();
        slow.complete(Set.of(A));

        assertThat(endedBefore).isFalse();
        assertThat(before).containsExactly(B);
        assertThat(first.succeeded()).isTrue();
        assertThat(last()).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void they_are_asked_again_after_the_interval_and_up_to_a_third_more() {
        answer(FIRST, A);
        answer(SECOND, A);
        discovery.start();
        timers.advance(INTERVAL.minusNanos(1));
        int tooEarly = asked.size();
        timers.advance(Duration.ofSeconds(18).plusNanos(1));

        assertThat(tooEarly).isEqualTo(2);
        assertThat(asked).containsExactly(FIRST, SECOND, FIRST, SECOND);
    }

    @Test
    void nobody_is_asked_and_nothing_is_heard_after_it_was_stopped() {
        Promise<Set<NsqdAddress>> late = Promise.promise();
        answers.put(FIRST, late.future());
        answer(SECOND, B);
        discovery.start();

        discovery.stop();
        late.complete(Set.of(A));
        timers.advance(INTERVAL.multipliedBy(5));

        assertThat(last()).containsExactly(B);
        assertThat(asked).hasSize(2);
        assertThat(timers.pending()).isZero();
    }

    private void answer(URI server, NsqdAddress... producers) {
        answers.put(server, Future.succeededFuture(Set.of(producers)));
    }

    private Set<NsqdAddress> last() {
        return found.get(found.size() - 1);
    }
}
