package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.trace.TracedAgent;
import org.inkstream.agents.trace.TracedCalls;
import org.inkstream.metrics.Exemplars;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.pipeline.workflow.WorkflowEvents;
import org.inkstream.time.Timers;

/**
 * Puts spans around what one event loop does: its runs, their calls and the attempts of those.
 * While nothing is exported every part is handed back as it is.
 */
interface LoopTracing {
    /** Hears of the runs, and passes on what it hears. */
    WorkflowEvents events();

    /** The calls with their spans. */
    Function<ToolCall, Future<ToolOutcome>> calls(Function<ToolCall, Future<ToolOutcome>> calls);

    /** The lines to the agents, whose attempts have spans. */
    Function<String, AgentLine> lines(Function<String, AgentLine> lines);

    /**
     * @param exemplars told which run the events are about
     * @param events hears of the runs in any case
     * @param clock of that loop
     */
    static LoopTracing of(
            Telemetry telemetry, Exemplars exemplars, WorkflowEvents events, Timers clock) {
        return telemetry.isOn() ? new On(telemetry, exemplars, events, clock) : new Off(events);
    }

    /** Changes nothing. */
    record Off(WorkflowEvents events) implements LoopTracing {
        @Override
        public Function<ToolCall, Future<ToolOutcome>> calls(
                Function<ToolCall, Future<ToolOutcome>> calls) {
            return calls;
        }

        @Override
        public Function<String, AgentLine> lines(Function<String, AgentLine> lines) {
            return lines;
        }
    }

    /** Decorates. */
    final class On implements LoopTracing {
        private final Telemetry telemetry;
        private final RunSpans runs;
        private final Timers clock;
        private final Map<String, AgentLine> traced = new HashMap<>();

        private On(Telemetry telemetry, Exemplars exemplars, WorkflowEvents events, Timers clock) {
            this.telemetry = telemetry;
            this.runs = new RunSpans(events, exemplars, telemetry, clock);
            this.clock = clock;
        }

        @Override
        public WorkflowEvents events() {
            return runs;
        }

        @Override
        public Function<ToolCall, Future<ToolOutcome>> calls(
                Function<ToolCall, Future<ToolOutcome>> calls) {
            return runs.below(new TracedCalls(calls, telemetry));
        }

        @Override
        public Function<String, AgentLine> lines(Function<String, AgentLine> lines) {
            return name -> traced.computeIfAbsent(name, first -> around(lines.apply(first)));
        }

        private AgentLine around(AgentLine line) {
            return line.by(new TracedAgent(line.agent(), telemetry, clock));
        }
    }
}
