package org.inkstream.agents.mcp.server;

import java.util.concurrent.Executor;

/** Decides who does the work behind the tools that are served here. */
@FunctionalInterface
public interface ToolRouting {
    /** The rules do all of it. */
    ToolRouting RULES = (tool, rules, workers) -> rules;

    /**
     * @param rules the tool as the built-in rules do it
     * @param workers where work may take CPU time
     */
    ServedTool route(String tool, ServedTool rules, Executor workers);
}
