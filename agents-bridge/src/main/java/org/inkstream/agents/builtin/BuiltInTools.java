package org.inkstream.agents.builtin;

import java.util.Map;
import java.util.stream.Collectors;
import org.inkstream.agents.letters.BuiltInAgents;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.mcp.server.ToolHandler;

/** The rules that read letters, as the work behind tools that are served in this process. */
public final class BuiltInTools {
    private BuiltInTools() {}

    /** Handlers by tool name, for {@link org.inkstream.agents.mcp.Agents}. */
    public static Map<String, ToolHandler> handlers() {
        return BuiltInAgents.bundled().tools().stream()
                .collect(Collectors.toUnmodifiableMap(LetterTool::name, tool -> tool::call));
    }
}
