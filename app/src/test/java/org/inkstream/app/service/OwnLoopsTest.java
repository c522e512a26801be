package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class OwnLoopsTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @RepeatedTest(20)
    void verticles_that_connect_while_they_start_do_not_meet_on_one_event_loop() {
        List<Connecting> verticles = Stream.generate(Connecting::new).limit(2).toList();

        OwnLoops.deploy(vertx, verticles).await();

        assertThat(threads).hasSize(2);
    }

    @Test
    void a_verticle_that_cannot_start_fails_the_deployment() {
        Deployable broken =
                context -> {
                    throw new IOException("no such folder");
                };

        Future<String> deployment = OwnLoops.deploy(vertx, List.of(broken, new Connecting()));

        assertThatThrownBy(deployment::await).hasMessage("no such folder");
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private final class Connecting extends VerticleBase {
        @Override
        public Future<?> start() {
            threads.add(Thread.currentThread());
            // As the driver of the store does for each connection.
            ((VertxInternal) vertx).nettyEventLoopGroup().next();
            return Future.succeededFuture();
        }
    }
}
