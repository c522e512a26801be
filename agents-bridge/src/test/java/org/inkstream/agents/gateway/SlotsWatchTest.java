package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotsWatchTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final Server server = new Server();
    private final List<Integer> shown = new ArrayList<>();
    private final SlotsWatch watch = new SlotsWatch(server, timers, shown::add);

    @AfterEach
    void no_timer_outlives_it() {
        watch.stop();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_server_that_was_started_anew_is_seen_to_have_others() {
        watch.start();
        server.slots = failed(ErrorClass.CONNECTION);
        timers.advance(Duration.ofSeconds(16));
        server.slots = Future.succeededFuture(2);

        timers.advance(Duration.ofSeconds(15));

        assertThat(shown).containsExactly(4, 2);
    }

    @Test
    void one_that_does_not_say_is_asked_seldom() {
        server.slots = failed(ErrorClass.REFUSED);
        watch.start();

        timers.advance(Duration.ofMinutes(21));

        assertThat(server.asked).isEqualTo(3);
        assertThat(shown).isEmpty();
    }

    @Test
    void an_answer_that_comes_after_the_end_is_not_heard() {
        Promise<Integer> late = Promise.promise();
        server.slots = late.future();
        watch.start();
        watch.stop();

        late.complete(4);

        assertThat(shown).isEmpty();
    }

    private static Future<Integer> failed(ErrorClass how) {
        return Future.failedFuture(new CallFailure(how, "scripted"));
    }

    private static final class Server implements ModelEndpoint {
        private Future<Integer> slots = Future.succeededFuture(4);
        private int asked;

        @Override
        public Generation generate(ModelRequest request) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public Future<Integer> slots() {
            asked++;
            return slots;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
