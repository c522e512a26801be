package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.inkstream.agents.call.Breaker;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.metrics.LoopLag;
import org.inkstream.pipeline.ingest.DecodingIntake;
import org.inkstream.pipeline.ingest.Intake;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.ops.LoopWatch;
import org.inkstream.pipeline.store.mongo.RetentionSweeper;
import org.inkstream.pipeline.workflow.DocumentWorkflow;
import org.inkstream.pipeline.workflow.DueLoop;
import org.inkstream.pipeline.workflow.HealingRuns;
import org.inkstream.pipeline.workflow.StoppableCalls;
import org.inkstream.pipeline.workflow.ToolCalls;
import org.inkstream.time.CountedTimers;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.jspecify.annotations.Nullable;

/** One event loop with everything that lives on it: agents' connections, journal and workflow. */
final class WorkflowLoop extends VerticleBase {
    private final SharedParts parts;
    private final int number;
    private final int loops;

    private @Nullable Running running;

    /**
     * @param number of this loop, from 0
     * @param loops how many there are in this process
     */
    WorkflowLoop(SharedParts parts, int number, int loops) {
        this.parts = parts;
        this.number = number;
        this.loops = loops;
    }

    @Override
    public Future<?> start() {
        running = begin(new VertxTimers(vertx, context));
        running.watch.start();
        running.lag.start();
        running.breakers.start();
        if (isFirst()) {
            running.sweeper.start();
        }
        return Future.succeededFuture();
    }

    /**
     * @param own for what this loop does all the time
     */
    private Running begin(Timers own) {
        Timers timers = new CountedTimers(own, parts.metrics().pipeline().timers());
        Agents.Lines lines = parts.agents().linesOn(vertx, context, timers);
        LoopTracing tracing =
                LoopTracing.of(
                        parts.telemetry(), parts.metrics().exemplars(), parts.events(), timers);
        ToolCaller caller =
                new ToolCaller(
                        timers,
                        tracing.lines(lines),
                        parts.catalogue(),
                        parts.toolSchemas(),
                        RandomGenerator.getDefault(),
                        parts.events(),
                        parts.setAside().longestPause(),
                        parts.paid().worst());
        Map<String, Breaker> breakers = breakers(lines);
        LoopMending mending =
                parts.mending().on(isFirst(), breakers, parts.metrics().pipeline(), own);
        StoppableCalls calls =
                new StoppableCalls(
                        new PayingCalls(
                                mending.below(tracing.calls(caller::call)),
                                caller::placeNow,
                                parts.paid()),
                        parts.ending());
        Journal journal = parts.journalOn(timers);
        Executor home = task -> context.runOnContext(now -> task.run());
        DocumentWorkflow workflow =
                new DocumentWorkflow(
                        parts.revision()::hash,
                        timers,
                        journal,
                        parts.plan(),
                        parts.seams().around(ToolCalls.class, calls),
                        parts.assembling(),
                        parts.results(),
                        parts.announcer(),
                        parts.setAside().parkedRuns(),
                        parts.setAside().deadRuns(timers),
                        tracing.events(),
                        parts.reuses().get(),
                        parts.jobs());
        HealingRuns healing = parts.mending().healing(parts, workflow, journal, timers);
        Lane lane = new Lane(home, parts.seams().around(Intake.class, intake(workflow)));
        LoopWatch watch = new LoopWatch("loop-" + number, own);
        return new Running(
                lines,
                caller,
                calls,
                watch,
                parts.metrics().loopLag(own),
                new BreakerGauges(own, breakers, parts.metrics().agents()),
                mending,
                parts.sweepers().apply(own),
                parts.setAside()
                        .dueLoop(
                                number,
                                loops,
                                due ->
                                        due.kind() == DueStore.Kind.HEAL
                                                ? healing.heal(due)
                                                : workflow.resume(due.id()),
                                own),
                lane);
    }

    @Override
    public Future<?> stop() {
        running().mending.stop();
        running().watch.stop();
        running().lag.stop();
        running().breakers.stop();
        running().sweeper.stop();
        // In this order: what the callers then say is no word about an agent.
        running().calls.stop();
        running().caller.stop();
        return running().lines.close();
    }

    private Intake intake(DocumentWorkflow workflow) {
        // What is not journalled is accepted by nobody before it has ended.
        boolean journalled = parts.setAside().settings().journal().enabled();
        return new DecodingIntake(
                parts.decoder(),
                (event, accepted) ->
                        parts.contact()
                                .before(
                                        () ->
                                                journalled
                                                        ? workflow.process(event, accepted)
                                                        : workflow.process(event)));
    }

    private Map<String, Breaker> breakers(Agents.Lines lines) {
        return parts.catalogue().agents().stream()
                .collect(Collectors.toMap(agent -> agent, agent -> lines.apply(agent).breaker()));
    }

    /** One sweeper, and one look at the journal, is enough for a process. */
    private boolean isFirst() {
        return number == 0;
    }

    /** Begins what is due, and looks for what should be; only where there is a journal. */
    void beginDue() {
        context.runOnContext(
                now -> {
                    running().due.start();
                    running().mending.start(running().due::beginHere);
                });
    }

    /** Begins nothing more of what is due; completes when what is in the air has ended. */
    Future<Void> drain() {
        Promise<Void> dry = Promise.promise();
        context.runOnContext(now -> running().due.drain().onComplete(dry));
        return dry.future();
    }

    /** Where the source hands its records to; there once the verticle is deployed. */
    Lane lane() {
        return running().lane;
    }

    LoopWatch watch() {
        return running().watch;
    }

    /** Agents that this loop leaves alone. */
    List<String> agentsAway() {
        return running().breakers.away();
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("the event loop is not deployed yet");
        }
        return running;
    }

    private record Running(
            Agents.Lines lines,
            ToolCaller caller,
            StoppableCalls calls,
            LoopWatch watch,
            LoopLag lag,
            BreakerGauges breakers,
            LoopMending mending,
            RetentionSweeper sweeper,
            DueLoop due,
            Lane lane) {}
}
