package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/** Asks a server whether it is there; its status is the whole answer. */
final class Probe {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int HTTP_OK = 200;

    private final HttpClientAgent client;
    private final Dialect dialect;
    private final Timers timers;

    Probe(HttpClientAgent client, Dialect dialect, Timers timers) {
        this.client = client;
        this.dialect = dialect;
        this.timers = timers;
    }

    Future<Void> ask(ServerAddress address) {
        return client.request(address.request(HttpMethod.GET, dialect.healthPath()))
                .compose(this::status)
                .compose(this::judged)
                .recover(cause -> Future.failedFuture(Failures.of(cause)));
    }

    private Future<Integer> status(HttpClientRequest request) {
        dialect.sign(request.headers());
        return Deadlines.within(timers, LIMIT, request.send())
                .map(Probe::statusAlone)
                // The body tells nothing that is needed, and may be long.
                .onComplete(known -> request.exceptionHandler(reset -> {}).reset());
    }

    private static int statusAlone(HttpClientResponse response) {
        response.exceptionHandler(reset -> {});
        return response.statusCode();
    }

    private Future<Void> judged(int status) {
        return status == HTTP_OK
                ? Future.succeededFuture()
                : Future.failedFuture(Refusals.ofStatus(status, new JsonObject(), Duration.ZERO));
    }
}
