package org.inkstream.agents.trace;

import static org.inkstream.agents.call.Calls.AGENT;

import java.time.Duration;
import java.util.Random;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.Calls;
import org.inkstream.agents.call.RetryBudget;
import org.inkstream.agents.call.TimersBreaker;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.config.Settings;
import org.inkstream.time.Timers;

/** Callers of one agent on one clock. */
final class TestCallers {
    private TestCallers() {}

    static ToolCaller of(Agent agent, Timers timers) {
        AgentLine line =
                new AgentLine(
                        agent,
                        new TimersBreaker(AGENT, Settings.defaults().agents().breaker(), timers),
                        new RetryBudget(1),
                        Duration.ofMinutes(10));
        return new ToolCaller(
                timers,
                name -> line,
                Calls.catalogue(),
                new ToolSchemas(Calls.catalogue()),
                new Random(1),
                CallListener.SILENT,
                ToolCaller.ANY_PAUSE);
    }
}
