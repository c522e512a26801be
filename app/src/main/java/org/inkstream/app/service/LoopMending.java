package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.inkstream.agents.call.Breaker;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Reconciler;
import org.inkstream.pipeline.workflow.Healer;
import org.inkstream.pipeline.workflow.UnhealedLetters;
import org.inkstream.time.Timers;

/** What one event loop looks out for: agents that are back, runs left behind. Used on that loop. */
final class LoopMending {
    /** How long ago a letter may have lacked money that is healed when there is some. */
    private static final Duration LACKED = Duration.ofDays(31);

    private final Healer healer;
    private final ReturningAgents agents;
    private final Reconciler reconciler;
    private final NewMoney newMoney;
    private final boolean first;

    /** Where the letters begin with which agents are tried: on this loop, once it has started. */
    private Consumer<DueStore.Entry> here = entry -> {};

    /**
     * @param money in which time zone new money comes
     * @param first whether the looks at journal and money fall to this loop
     */
    LoopMending(
            Healer healer,
            Map<String, Breaker> breakers,
            Reconciler reconciler,
            ZoneId money,
            boolean first,
            Timers timers) {
        this.healer = healer;
        this.agents =
                new ReturningAgents(
                        timers,
                        breakers,
                        new ReturningAgents.Listener() {
                            @Override
                            public void back(String agent, Instant since) {
                                healer.agentIsBack(agent, since);
                            }

                            @Override
                            public void needsCall(String agent, Instant since) {
                                healer.tryAgent(agent, since, entry -> here.accept(entry));
                            }
                        });
        this.reconciler = reconciler;
        this.newMoney =
                new NewMoney(
                        money,
                        timers,
                        () ->
                                healer.agentIsBack(
                                        UnhealedLetters.MONEY, timers.now().minus(LACKED)));
        this.first = first;
    }

    /** The calls, from whose answers it is seen who is back. */
    Function<ToolCall, Future<ToolOutcome>> below(Function<ToolCall, Future<ToolOutcome>> calls) {
        return agents.below(calls);
    }

    /**
     * @param here begins what is due on this loop
     */
    void start(Consumer<DueStore.Entry> here) {
        this.here = here;
        agents.start();
        if (first) {
            reconciler.start();
            newMoney.start();
        }
    }

    /** Harmless where it was never started. */
    void stop() {
        agents.stop();
        healer.stop();
        reconciler.stop();
        newMoney.stop();
    }
}
