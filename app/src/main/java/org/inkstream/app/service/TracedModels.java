package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.agents.modeltools.OpenModels;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.agents.trace.TracedGateway;
import org.inkstream.config.GatewaySettings;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.money.PriceTable;
import org.inkstream.time.Timers;

/** The way to the models of every process that serves tools, with a span around each generation. */
public final class TracedModels {
    private TracedModels() {}

    /**
     * @param parts what endpoints are given, where they are asked from this process
     * @param prices by which a span tells what its generation cost
     * @param clock for measuring only
     */
    public static Future<OpenModels> open(
            Vertx vertx,
            Inference inference,
            GatewaySettings gateway,
            EndpointParts parts,
            ToolSchemas schemas,
            PriceTable prices,
            Telemetry telemetry,
            Timers clock) {
        return OpenModels.open(
                vertx,
                inference,
                gateway,
                parts,
                TracedGateway.around(
                        inference.endpoints(), new ListPrices(prices, clock), telemetry, clock),
                schemas,
                clock);
    }
}
