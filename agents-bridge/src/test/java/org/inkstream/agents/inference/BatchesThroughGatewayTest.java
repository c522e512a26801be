package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.EndpointLoad;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.gateway.LocalGateway;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches behind the queue of their endpoint, over real sockets. */
class BatchesThroughGatewayTest {
    private final Vertx vertx = Vertx.vertx();
    private final ScriptedModelServer peer =
            ScriptedModelServer.start(vertx, Dialect.ANTHROPIC).await().batchesEndAfter(0);
    private final VirtualTimers timers = new VirtualTimers();
    private final AtomicReference<Context> loop = new AtomicReference<>();
    private final AtomicReference<BatchingEndpoint> endpoint = new AtomicReference<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void requests_of_a_batch_wait_without_a_turn_and_are_never_dispatched() {
        LocalGateway gateway =
                LocalGateway.open(
                                vertx,
                                List.of(spec()),
                                new EndpointParts(this::open, () -> KeptAnswers.NONE))
                        .await();
        ModelEndpoint.Generation one = gateway.generate(BatchHarness.request("one"), hearing());
        ModelEndpoint.Generation two = gateway.generate(BatchHarness.request("two"), hearing());
        EndpointLoad load = gateway.loads().await().get(0);

        pass(BatchHarness.WINDOW);
        pass(BatchHarness.PAUSE);

        assertThat(load).isEqualTo(new EndpointLoad("gpu", 1, 0, 2));
        assertThat(ModelServerHarness.ended(one.answer()).result().usage().batch()).isTrue();
        assertThat(ModelServerHarness.ended(two.answer()).succeeded()).isTrue();
        assertThat(heard).containsExactly("queued", "queued");
        gateway.drain().await();
        gateway.close().await();
        assertThat(timers.pending()).isZero();
    }

    private ModelEndpoint open(Vertx on, EndpointSpec spec, Timers real) {
        loop.set(Vertx.currentContext());
        ModelEndpoint opened =
                new ModelEndpoints(Map.of(), RateLimits.Listener.IGNORED).open(on, spec, timers);
        endpoint.set((BatchingEndpoint) opened);
        return opened;
    }

    private void pass(Duration time) {
        Promise<Void> settled = Promise.promise();
        loop.get()
                .runOnContext(
                        now -> {
                            timers.advance(time);
                            settle(settled);
                        });
        settled.future().await();
    }

    private void settle(Promise<Void> settled) {
        if (endpoint.get().exchanges() == 0) {
            settled.complete();
        } else {
            vertx.setTimer(1, due -> loop.get().runOnContext(now -> settle(settled)));
        }
    }

    private EndpointSpec spec() {
        return new EndpointSpec(
                "gpu",
                EndpointSpec.Kind.ANTHROPIC,
                peer.url(),
                "",
                1,
                10,
                Duration.ofHours(24),
                Duration.ofSeconds(5));
    }

    private CallProgress hearing() {
        return new CallProgress() {
            @Override
            public void queued() {
                heard.add("queued");
            }

            @Override
            public void dispatched() {
                heard.add("dispatched");
            }
        };
    }
}
