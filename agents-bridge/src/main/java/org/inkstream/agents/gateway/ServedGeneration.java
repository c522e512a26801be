package org.inkstream.agents.gateway;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.money.ModelUsage;

/** One generation whose events are written to one HTTP response. Owned by the response's loop. */
final class ServedGeneration implements CallProgress {
    private final HttpServerResponse response;
    private final Context loop;
    private final ModelRequest request;
    private final ModelUsage atMost;

    /**
     * @param atMost what the generation can use at most
     */
    ServedGeneration(
            HttpServerResponse response, Context loop, ModelRequest request, ModelUsage atMost) {
        this.response = response;
        this.loop = loop;
        this.request = request;
        this.atMost = atMost;
    }

    void start(Gateway gateway) {
        // The head goes out at once, so that whoever asks knows that the gateway lives.
        response.writeHead();
        ModelEndpoint.Generation generation = gateway.generate(request, this);
        // Harmless after the answer.
        response.exceptionHandler(broken -> gone(generation, broken));
        response.closeHandler(gone -> gone(generation, new HttpClosedException("closed")));
        generation
                .answer()
                .map(GatewayWire::answer)
                .otherwise(GatewayWire::error)
                .onSuccess(last -> write(last, true));
    }

    /**
     * Whoever resets the stream has given the call up; whoever lost the connection will come back
     * with the key, and finds the answer kept.
     */
    private void gone(ModelEndpoint.Generation generation, Throwable how) {
        if (how instanceof StreamResetException || request.tag().key().isEmpty()) {
            generation.abort();
        }
    }

    static void refuse(HttpServerResponse response, CallFailure why) {
        response.end(GatewayWire.error(why).encode() + "\n");
    }

    @Override
    public void queued() {
        write(GatewayWire.event(GatewayWire.QUEUED), false);
    }

    @Override
    public void dispatched() {
        write(GatewayWire.dispatched(atMost), false);
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
