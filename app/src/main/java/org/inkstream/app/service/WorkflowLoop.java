package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.random.RandomGenerator;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.pipeline.ingest.DecodingIntake;
import org.inkstream.pipeline.ingest.kafka.Lane;
import org.inkstream.pipeline.ops.LoopWatch;
import org.inkstream.pipeline.workflow.DocumentWorkflow;
import org.inkstream.pipeline.workflow.ToolCalls;
import org.inkstream.time.VertxTimers;

/** One event loop with everything that lives on it: agents' connections, journal and workflow. */
final class WorkflowLoop extends VerticleBase {
    private final SharedParts parts;
    private final int number;

    private Agents.Lines lines;
    private ToolCaller caller;
    private LoopWatch watch;
    private Lane lane;

    WorkflowLoop(SharedParts parts, int number) {
        this.parts = parts;
        this.number = number;
    }

    @Override
    public Future<?> start() {
        VertxTimers timers = new VertxTimers(vertx, context);
        lines = parts.agents().linesOn(vertx, context, timers);
        caller =
                new ToolCaller(
                        timers,
                        lines,
                        parts.catalogue(),
                        parts.toolSchemas(),
                        RandomGenerator.getDefault(),
                        parts.events());
        DocumentWorkflow workflow =
                new DocumentWorkflow(
                        parts.revision(),
                        timers,
                        parts.journalOn(timers),
                        parts.plan(),
                        new Calls(),
                        parts.assembly(),
                        parts.results(),
                        parts.announcer(),
                        parts.events());
        watch = new LoopWatch("loop-" + number, timers);
        watch.start();
        lane =
                new Lane(
                        task -> context.runOnContext(now -> task.run()),
                        new DecodingIntake(parts.decoder(), workflow::process));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        watch.stop();
        caller.stop();
        return lines.close();
    }

    /** Where the source hands its records to; there once the verticle is deployed. */
    Lane lane() {
        return lane;
    }

    LoopWatch watch() {
        return watch;
    }

    private final class Calls implements ToolCalls {
        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            return caller.call(call);
        }

        @Override
        public boolean costs(String agent) {
            return parts.callsCost();
        }
    }
}
