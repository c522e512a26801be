package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event loop of the floor: keeps its share of documents in the air, with all calls of a
 * document at once, and reads each answer to its end without looking at it.
 */
final class FloorLoop extends VerticleBase {
    private static final int CONNECTION_WINDOW_BYTES = 4 << 20;
    private static final int OK = 200;

    private final FloorPlan plan;
    private final FloorRequests requests;
    private final AtomicInteger next;
    private final Latencies latencies;
    private final Promise<Void> finished = Promise.promise();

    private List<RequestOptions> endpoints = List.of();
    private int inTheAir;

    /**
     * @param next number of the next document, shared by all loops
     */
    FloorLoop(FloorPlan plan, FloorRequests requests, AtomicInteger next) {
        this.plan = plan;
        this.requests = requests;
        this.next = next;
        this.latencies = new Latencies(plan.load().documents());
    }

    @Override
    public Future<?> start() {
        HttpClientAgent client =
                vertx.httpClientBuilder().with(clientOptions()).with(poolOptions()).build();
        endpoints =
                FloorRequests.tools().stream()
                        .map(tool -> FloorRequests.options("127.0.0.1", plan.port(), "/mcp", tool))
                        .toList();
        int share = plan.load().inFlight() / Load.loops();
        for (int i = 0; i < share; i++) {
            takeNext(client);
        }
        return Future.succeededFuture();
    }

    /** Completes when no document is left; fails when a call was not answered well. */
    Future<Void> finished() {
        return finished.future();
    }

    /** To be read once finished. */
    Latencies latencies() {
        return latencies;
    }

    private void takeNext(HttpClientAgent client) {
        int document = next.getAndIncrement();
        if (document >= plan.load().documents()) {
            if (inTheAir == 0) {
                finished.tryComplete();
            }
            return;
        }
        inTheAir++;
        new Document(client, document).call();
    }

    // The same as the worker's client has.
    private HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setProtocolVersion(plan.load().http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setTcpNoDelay(true);
    }

    private PoolOptions poolOptions() {
        int connections = plan.load().connections();
        return new PoolOptions()
                .setHttp1MaxSize(connections)
                .setHttp2MaxSize(connections)
                .setMaxWaitQueueSize(-1);
    }

    /** One document in the air. */
    private final class Document {
        private final HttpClientAgent client;
        private final int number;
        private final long startedNanos = System.nanoTime();
        private int open = Load.CALLS;

        Document(HttpClientAgent client, int number) {
            this.client = client;
            this.number = number;
        }

        void call() {
            for (int tool = 0; tool < Load.CALLS; tool++) {
                int position = tool;
                client.request(endpoints.get(tool))
                        .compose(request -> request.send(requests.body(number, position)))
                        .onComplete(this::read, finished::tryFail);
            }
        }

        private void read(HttpClientResponse response) {
            if (response.statusCode() != OK) {
                finished.tryFail("status " + response.statusCode());
            }
            response.exceptionHandler(finished::tryFail);
            response.handler(chunk -> {});
            response.endHandler(ended -> answered());
        }

        private void answered() {
            open--;
            if (open == 0) {
                inTheAir--;
                if (number >= plan.load().warmUp()) {
                    latencies.add(System.nanoTime() - startedNanos);
                }
                takeNext(client);
            }
        }
    }
}
