package org.inkstream.agents.letters;

import java.util.Map;
import org.inkstream.agents.mcp.ToolHandler;

public final class BuiltInAgents {
    public static final String RULE_SET = "rules/1";
    private BuiltInAgents() {}
    public static Map<String, ToolHandler> handlers() { return Map.of(); }
}
