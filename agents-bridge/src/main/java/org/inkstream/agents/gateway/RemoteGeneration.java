package org.inkstream.agents.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.UsageList;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.jspecify.annotations.Nullable;

/** One generation that is asked of a gateway in another process. Owned by its client's loop. */
final class RemoteGeneration implements ModelEndpoint.Generation {
    private static final int HTTP_OK = 200;

    /** The longest answer of any model in sight, many times. */
    private static final int LONGEST_LINE_BYTES = 4 << 20;

    private final Context loop;
    private final ModelRequest asked;
    private final CallProgress progress;
    private final Promise<ModelAnswer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean aborted;

    /** What a server that has the request may send a bill for, each time that it gets it. */
    private final List<ModelUsage> atMost = new ArrayList<>();

    RemoteGeneration(Context loop, ModelRequest asked, CallProgress progress) {
        this.loop = loop;
        this.asked = asked;
        this.progress = progress;
    }

    /**
     * @param connecting completes on this generation's loop
     */
    void start(Future<HttpClientRequest> connecting) {
        connecting.compose(this::send).onFailure(this::fail);
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    @Override
    public void abort() {
        loop.runOnContext(
                now -> {
                    aborted = true;
                    fail(new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked"));
                });
    }

    private Future<HttpClientResponse> send(HttpClientRequest connected) {
        request = connected;
        if (aborted) {
            connected.reset();
            return Future.failedFuture(new CallFailure(ErrorClass.CONNECTION, "given up"));
        }
        connected.putHeader(GatewayWire.TAG_HEADER, GatewayWire.header(asked.tag()));
        // Heard in the turn that sends: whoever listens later may find the answer gone by.
        return connected.send(GatewayWire.request(asked)).onSuccess(this::receive);
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        if (response.statusCode() != HTTP_OK) {
            fail(Failures.ofStatus(response.statusCode(), Duration.ZERO));
            return;
        }
        RecordParser lines = RecordParser.newDelimited("\n", this::hear);
        lines.maxRecordSize(LONGEST_LINE_BYTES);
        lines.exceptionHandler(
                tooLong ->
                        fail(new CallFailure(ErrorClass.INVALID_DATA, "the answer is too large")));
        response.handler(lines);
        response.endHandler(
                ended ->
                        fail(
                                new CallFailure(
                                        ErrorClass.CONNECTION,
                                        "the gateway ended without an answer")));
    }

    private void hear(Buffer line) {
        try {
            JsonObject event = new JsonObject(line);
            switch (event.getString(GatewayWire.EVENT, "")) {
                case GatewayWire.QUEUED -> progress.queued();
                case GatewayWire.DISPATCHED -> {
                    atMost.addAll(UsageList.readable(event));
                    progress.dispatched();
                }
                case GatewayWire.ANSWER -> answer.tryComplete(GatewayWire.answer(event));
                case GatewayWire.ERROR -> answer.tryFail(GatewayWire.error(event));
                default -> {
                    // A later gateway may say more than this process understands.
                }
            }
        } catch (RuntimeException malformed) {
            fail(new CallFailure(ErrorClass.INVALID_DATA, "the gateway's answer is malformed"));
        }
    }

    /** Ends the stream too, so that the gateway stops working for nobody. */
    private void fail(Throwable cause) {
        CallFailure failure = Failures.of(cause);
        boolean lost = failure.leavesOutcomeOpen() && !atMost.isEmpty();
        if (answer.tryFail(lost ? failure.withUsage(atMost) : failure) && request != null) {
            request.reset();
        }
    }
}
