package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.catalogue.ErrorClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several gateways of which one listens, as seen by whoever asks. */
class StandbyGatewayTest {
    private static final int BUSY = 429;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whoever_listens_is_found_and_found_again_when_another_takes_its_place() {
        HttpServer first = listen(0);
        HttpServer second = listen(0);
        int standby = second.actualPort();
        second.close().await();
        RemoteGateway gateway = open(standby, first.actualPort());

        assertThat(failure(gateway)).isEqualTo(ErrorClass.OVERLOADED);
        first.close().await();
        HttpServer successor = listen(standby);
        assertThat(failure(gateway)).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(asked).hasValue(2);

        successor.close().await();
        assertThat(failure(gateway)).isEqualTo(ErrorClass.CONNECTION);
        listen(standby);
        assertThat(failure(gateway)).isEqualTo(ErrorClass.OVERLOADED);
    }

    @Test
    void what_is_no_address_is_refused() {
        for (String wrong :
                List.of("http://127.0.0.1:8003,", "http://a:1,https://b:2", "http:///x")) {
            assertThatThrownBy(() -> RemoteGateway.open(vertx, wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gateway.url");
        }
    }

    private RemoteGateway open(int... ports) {
        StringBuilder urls = new StringBuilder();
        for (int port : ports) {
            urls.append(urls.isEmpty() ? "" : ", ").append("http://127.0.0.1:").append(port);
        }
        return RemoteGateway.open(vertx, urls.toString()).await();
    }

    /** It has no place for anybody, which is an answer. */
    private HttpServer listen(int port) {
        return vertx.createHttpServer()
                .requestHandler(
                        request -> {
                            asked.incrementAndGet();
                            request.response().setStatusCode(BUSY).end();
                        })
                .listen(port, "127.0.0.1")
                .await();
    }

    private static ErrorClass failure(RemoteGateway gateway) {
        CallFailure failure =
                (CallFailure)
                        gateway.generate(ScriptEndpoint.request("a"), CallProgress.IGNORED)
                                .answer()
                                .transform(ended -> Future.succeededFuture(ended.cause()))
                                .await();
        return failure.errorClass();
    }
}
