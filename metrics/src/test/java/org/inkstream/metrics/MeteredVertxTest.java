package org.inkstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeteredVertxTest {
    private final Metrics metrics = new Metrics("test");
    private final Vertx vertx = metrics.vertx(new VertxOptions()).build();

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
        metrics.close();
    }

    @Test
    void servers_report_to_the_same_scrape_without_labels_from_outside() throws TimeoutException {
        int port =
                vertx.createHttpServer()
                        .requestHandler(request -> request.response().end())
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS)
                        .actualPort();

        vertx.createHttpClient()
                .request(HttpMethod.GET, port, "127.0.0.1", "/some/path")
                .compose(request -> request.send().compose(HttpClientResponse::end))
                .await(10, TimeUnit.SECONDS);

        String text = metrics.scrape().text();
        assertThat(text).contains("vertx_http_server_").doesNotContain("vertx_http_client_");
        assertThat(text).doesNotContain("/some/path").doesNotContain("127.0.0.1");
    }
}
