package org.inkstream.agents.call;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.money.ModelUsage;

/**
 * What an agent answered.
 *
 * @param result the tool's structured result; {@code _evidence} and {@code _not_attempted} are
 *     ours, see {@link org.inkstream.agents.mcp}
 * @param usage what each model call behind it used, empty if the agent does not say
 */
public record ToolReply(JsonObject result, List<ModelUsage> usage) {
    public ToolReply {
        usage = List.copyOf(usage);
    }
}
