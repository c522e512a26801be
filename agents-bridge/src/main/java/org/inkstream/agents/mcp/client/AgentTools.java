package org.inkstream.agents.mcp.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.schema.AgentSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says about its tools.
 *
 * @param listed whether it says anything; if not, every tool is tried and only our schemas count
 * @param checks of results, by tool
 * @param revision changes when the tools may answer differently; empty if the agent does not say
 * @param keys whether the agent says that it honours idempotency keys
 * @param goodFor how long this may be believed
 */
record AgentTools(
        boolean listed,
        Map<String, AgentSchemas.Check> checks,
        String revision,
        boolean keys,
        Duration goodFor) {
    AgentTools {
        checks = Map.copyOf(checks);
    }

    static AgentTools unlisted(Duration goodFor) {
        return new AgentTools(false, Map.of(), "", false, goodFor);
    }

    boolean lack(String tool) {
        return listed && !checks.containsKey(tool);
    }

    /** Whether the agent promises more about the tool's results than our catalogue asks for. */
    boolean promise(String tool) {
        AgentSchemas.@Nullable Check check = checks.get(tool);
        return check != null && check != AgentSchemas.ANYTHING;
    }

    /**
     * @throws CallFailure if the reply is not what the agent itself promises
     */
    ToolReply checked(String tool, ToolReply reply) {
        AgentSchemas.@Nullable Check check = checks.get(tool);
        Optional<String> problem = check == null ? Optional.empty() : check.apply(reply.result());
        if (problem.isPresent()) {
            throw new CallFailure(
                    ErrorClass.INVALID_DATA,
                    "the result breaks the agent's own schema: " + problem.get());
        }
        return reply;
    }
}
