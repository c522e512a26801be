package org.inkstream.agents.mcp.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.Calls;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.CountedTimers;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What tests of clients on a real event loop share. */
abstract class LoopTest {
    static final long PATIENCE_S = 60;

    static Vertx vertx;

    final Context loop = vertx.getOrCreateContext();
    final CountedTimers timers = new CountedTimers(new VertxTimers(vertx, loop));

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
    }

    Future<ToolReply> ask(Agent agent) {
        return ask(agent, Calls.aCall());
    }

    Future<ToolReply> ask(Agent agent, ToolCall call) {
        return ended(onLoop(() -> agent.call(call, 1, CallProgress.IGNORED)).reply());
    }

    <T> T onLoop(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(
                now -> {
                    try {
                        done.complete(work.get());
                    } catch (RuntimeException bug) {
                        done.fail(bug);
                    }
                });
        return done.future().await();
    }

    static <T> Future<T> ended(Future<T> future) {
        Future<T> over = future.timeout(PATIENCE_S, TimeUnit.SECONDS);
        over.transform(outcome -> Future.succeededFuture()).await();
        return over;
    }

    static AgentsSettings at(String url, List<String> command, int instances) {
        return new AgentsSettings(
                url,
                "",
                false,
                4,
                Duration.ofSeconds(5),
                command,
                instances,
                Duration.ofMinutes(10),
                1,
                new AgentsSettings.Breaker(10, Duration.ofSeconds(10), Duration.ofSeconds(10)),
                0.2,
                AgentsSettings.HonourKeys.AUTO);
    }
}
