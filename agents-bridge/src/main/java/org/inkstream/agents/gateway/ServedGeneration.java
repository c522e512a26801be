package org.inkstream.agents.gateway;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;

/** One generation whose events are written to one HTTP response. Owned by the response's loop. */
final class ServedGeneration implements CallProgress {
    private final HttpServerResponse response;
    private final Context loop;

    ServedGeneration(HttpServerResponse response, Context loop) {
        this.response = response;
        this.loop = loop;
    }

    void start(Gateway gateway, ModelRequest request) {
        // The head goes out at once, so that whoever asks knows that the gateway lives.
        response.writeHead();
        ModelEndpoint.Generation generation = gateway.generate(request, this);
        // Nobody waits any more; harmless after the answer.
        response.closeHandler(gone -> generation.abort());
        response.exceptionHandler(broken -> generation.abort());
        generation
                .answer()
                .map(GatewayWire::answer)
                .otherwise(GatewayWire::error)
                .onSuccess(last -> write(last, true));
    }

    void refuse(CallFailure why) {
        write(GatewayWire.error(why), true);
    }

    @Override
    public void queued() {
        write(GatewayWire.event(GatewayWire.QUEUED), false);
    }

    @Override
    public void dispatched() {
        write(GatewayWire.event(GatewayWire.DISPATCHED), false);
    }

    private void write(JsonObject event, boolean last) {
        loop.runOnContext(
                now -> {
                    if (response.closed() || response.ended()) {
                        return;
                    }
                    response.write(event.encode() + "\n");
                    if (last) {
                        response.end();
                    }
                });
    }
}
