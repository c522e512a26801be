package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.ScriptEndpoint.spec;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.OptionalInt;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointWatchTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final Heard heard = new Heard();
    private final Server server = new Server();
    private final EndpointQueue queue = new EndpointQueue(spec(2, 2), server, heard, timers);
    private final EndpointWatch watch = new EndpointWatch("gpu", queue, server, heard, timers);

    @AfterEach
    void no_timer_outlives_it() {
        watch.stop();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void how_the_queue_stands_is_told_at_once_and_every_second() {
        watch.start();

        timers.advance(Duration.ofSeconds(10));

        assertThat(heard.states).hasSize(11);
    }

    @Test
    void an_idle_server_is_looked_at_and_its_silence_is_told() {
        server.sight = Future.succeededFuture(new ModelEndpoint.Sight(true, OptionalInt.of(2)));
        watch.start();
        server.sight = Future.failedFuture("gone");

        timers.advance(Duration.ofSeconds(31));

        assertThat(heard.sights).containsExactly(new ModelEndpoint.Sight(true, OptionalInt.of(2)));
        assertThat(heard.silences).isEqualTo(2);
    }

    @Test
    void a_server_that_does_not_answer_is_not_asked_again_meanwhile() {
        server.sight = Promise.<ModelEndpoint.Sight>promise().future();
        watch.start();

        timers.advance(Duration.ofMinutes(5));

        assertThat(server.looks).isEqualTo(1);
    }

    private static final class Server implements ModelEndpoint {
        private Future<Sight> sight = Future.succeededFuture(Sight.HERE);
        private int looks;

        @Override
        public Generation generate(ModelRequest request) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public Future<Sight> look() {
            looks++;
            return sight;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
