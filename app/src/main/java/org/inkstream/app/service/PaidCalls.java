package org.inkstream.app.service;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.inkstream.agents.call.WorstCase;
import org.inkstream.agents.letters.BuiltInAgents;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.AgentsSettings;
import org.inkstream.identity.CanonicalJson;
import org.inkstream.identity.Hashes;
import org.inkstream.money.PriceTable;
import org.inkstream.time.Timers;

/**
 * What a service knows of the calls that it pays for: which cost, what a lost one can have cost,
 * and what made an answer. For any thread.
 */
final class PaidCalls {
    private final BooleanSupplier keysHonoured;
    private final Supplier<String> agentsRevision;
    private final Set<String> thatCost;
    private final WorstCase worst;

    /** What of the configuration concerns each tool. */
    private final Map<String, String> configured = new HashMap<>();

    private PaidCalls(
            BooleanSupplier keysHonoured,
            Supplier<String> agentsRevision,
            Set<String> thatCost,
            WorstCase worst) {
        this.keysHonoured = keysHonoured;
        this.agentsRevision = agentsRevision;
        this.thatCost = Set.copyOf(thatCost);
        this.worst = worst;
    }

    /**
     * Agents elsewhere may cost anything; those inside only where they ask a model.
     *
     * @param keysHonoured whether agents answer a key that they know without working again
     * @param agentsRevision what agents elsewhere say of themselves
     */
    static PaidCalls of(
            AgentsSettings settings,
            BooleanSupplier keysHonoured,
            Supplier<String> agentsRevision,
            ToolCatalogue catalogue,
            Inference inference,
            PriceTable prices,
            Timers clock) {
        Set<String> thatCost =
                settings.elsewhere()
                        ? catalogue.agents()
                        : inference.tools().stream()
                                .map(tool -> catalogue.tool(tool).agent())
                                .collect(Collectors.toSet());
        WorstCase worst =
                settings.elsewhere() ? WorstCase.NOBODY_KNOWS : inference.worstCase(prices, clock);
        PaidCalls calls = new PaidCalls(keysHonoured, agentsRevision, thatCost, worst);
        catalogue.tools().forEach(tool -> calls.configured.put(tool.name(), of(tool, inference)));
        return calls;
    }

    private static String of(Tool tool, Inference inference) {
        return CanonicalJson.sha256(
                new JsonObject()
                        .put("tool", tool.name())
                        .put("result", tool.outputSchema())
                        .put("rules", BuiltInAgents.RULE_SET)
                        .put("inference", inference.canonical(tool.name())));
    }

    boolean cost(String agent) {
        return thatCost.contains(agent);
    }

    boolean honourKeys() {
        return keysHonoured.getAsBoolean();
    }

    WorstCase worst() {
        return worst;
    }

    /**
     * What decides how this tool answers now: prompt, models and agents. Empty while nobody knows
     * the agents.
     */
    String madeBy(String tool) {
        String revision = agentsRevision.get();
        return revision.equals(Agents.UNKNOWN_REVISION)
                ? ""
                : Hashes.sha256(configured.getOrDefault(tool, "") + ' ' + revision);
    }
}
