package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.inkstream.time.Timers;

/**
 * Asks over HTTP, for a bounded time and a bounded answer. Used on the event loop of the timers.
 */
public final class HttpLookup implements Lookup {
    static final int LARGEST_ANSWER = 1 << 20;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;

    private final HttpClientAgent client;
    private final Timers timers;

    public HttpLookup(HttpClientAgent client, Timers timers) {
        this.client = client;
        this.timers = timers;
    }

    @Override
    public Future<Set<NsqdAddress>> producers(URI server, String topic) {
        Exchange exchange = new Exchange();
        Timers.Timer limit =
                timers.after(
                        LIMIT, () -> exchange.fail(new TimeoutException("no answer in " + LIMIT)));
        client.request(question(server, topic)).onComplete(exchange::begin, exchange::fail);
        return exchange.producers.future().onComplete(done -> limit.cancel());
    }

    private static RequestOptions question(URI server, String topic) {
        String base = server.toString();
        return new RequestOptions()
                .setAbsoluteURI(
                        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                                + "/lookup?topic="
                                + URLEncoder.encode(topic, StandardCharsets.UTF_8))
                .setConnectTimeout(LIMIT.toMillis())
                // What older ones need to answer as newer ones do.
                .putHeader(HttpHeaders.ACCEPT, "application/vnd.nsq; version=1.0");
    }

    /** One question, which ends once. */
    private static final class Exchange {
        private final Promise<Set<NsqdAddress>> producers = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private Runnable abort = () -> {};

        void begin(HttpClientRequest request) {
            abort = request::reset;
            if (producers.future().isComplete()) {
                abort.run();
                return;
            }
            request.response().onComplete(this::answered, this::fail);
            request.exceptionHandler(this::fail);
            request.end();
        }

        private void answered(HttpClientResponse response) {
            if (response.statusCode() == NOT_FOUND) {
                // Nobody has told it of the topic yet.
                producers.tryComplete(Set.of());
                return;
            }
            if (response.statusCode() != 200) {
                fail(new IllegalStateException("HTTP status " + response.statusCode()));
                return;
            }
            response.exceptionHandler(this::fail);
            response.handler(this::take);
            response.endHandler(ended -> read());
        }

        private void take(Buffer chunk) {
            if (body.length() + chunk.length() > LARGEST_ANSWER) {
                fail(new IllegalStateException("more than " + LARGEST_ANSWER + " bytes"));
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void read() {
            try {
                producers.tryComplete(LookupAnswer.read(body));
            } catch (IllegalArgumentException nonsense) {
                fail(nonsense);
            }
        }

        void fail(Throwable cause) {
            if (producers.tryFail(cause)) {
                abort.run();
            }
        }
    }
}
