package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.inference.ModelEndpoints;
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
     * @param kept where answers are kept for whoever asks again, one for each event loop
     * @param prices by which a span tells what its generation cost
     * @param clock for measuring only
     */
    public static Future<OpenModels> open(
            Vertx vertx,
            Inference inference,
            GatewaySettings gateway,
            Supplier<KeptAnswers> kept,
            ToolSchemas schemas,
            PriceTable prices,
            Telemetry telemetry,
            Timers clock) {
        return OpenModels.open(
                vertx,
                inference,
                gateway,
                EndpointOpener.of(ModelEndpoints.ofProcess()),
                kept,
                TracedGateway.around(
                        inference.endpoints(), new ListPrices(prices, clock), telemetry, clock),
                schemas,
                clock);
    }
}
