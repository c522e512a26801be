package org.inkstream.agents.modeltools;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.gateway.Gateways;
import org.inkstream.agents.mcp.server.ToolRouting;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.config.GatewaySettings;
import org.inkstream.time.Timers;

/**
 * The way from tools to models, open.
 *
 * @param routing who works behind each tool
 * @param closing ends the way; calls in the air fail with class connection
 */
public record OpenModels(ToolRouting routing, Supplier<Future<Void>> closing) {
    /** Where every tool works by rules. */
    private static final OpenModels NONE =
            new OpenModels(ToolRouting.RULES, () -> Future.succeededFuture());

    /**
     * @param parts what endpoints are given, where they are asked from this process
     * @param around what stands between the tools and the gateway, such as what traces it
     * @param clock for measuring only
     */
    public static Future<OpenModels> open(
            Vertx vertx,
            Inference inference,
            GatewaySettings settings,
            EndpointParts parts,
            UnaryOperator<Gateway> around,
            ToolSchemas schemas,
            Timers clock) {
        if (inference.tools().isEmpty()) {
            return Future.succeededFuture(NONE);
        }
        return Gateways.open(vertx, settings, inference.endpoints(), parts)
                .map(around)
                .map(
                        gateway ->
                                new OpenModels(
                                        inference.routing(schemas, gateway, clock),
                                        gateway::close));
    }
}
