package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** Reads from a server's {@code /metrics} how many requests it works on and how many wait in it. */
final class LoadProbe {
    private static final String PATH = "/metrics";

    private final Page page;

    LoadProbe(Page page) {
        this.page = page;
    }

    Future<ModelEndpoint.Load> ask(ServerAddress address) {
        return page.get(address.besides(HttpMethod.GET, PATH))
                .compose(
                        body ->
                                LoadText.read(body.toString())
                                        .map(Future::succeededFuture)
                                        .orElseGet(
                                                () ->
                                                        Future.failedFuture(
                                                                Page.silent(
                                                                        "does not say its"
                                                                                + " load"))));
    }
}
