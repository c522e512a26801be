package org.inkstream.loadtest.scenarios.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelPeerOrdersTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void each_nth_request_fails_as_ordered() throws Exception {
        ScriptedModelServer server = orders(0, 529, 2).start(vertx, () -> {}).await();

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(ask(server));
        }

        assertThat(statuses).containsExactly(200, 529, 200, 529);
    }

    @Test
    void death_comes_in_the_middle_of_the_answer() throws Exception {
        Promise<Void> death = Promise.promise();
        ScriptedModelServer server = orders(2, 0, 1).start(vertx, death::complete).await();

        int first = ask(server);
        Thread client = new Thread(() -> askInVain(server));
        client.start();
        death.future().timeout(10, TimeUnit.SECONDS).await();
        int openAtDeath = server.streams().open();
        server.close().await();
        client.join();

        assertThat(first).isEqualTo(200);
        assertThat(openAtDeath).isEqualTo(1);
    }

    @Test
    void a_bad_order_is_named() {
        assertThatThrownBy(() -> orders(0, 200, 1)).hasMessageContaining("--fail");
        assertThatThrownBy(() -> orders(0, 500, 0)).hasMessageContaining("--every");
        assertThatThrownBy(() -> orders(-1, 0, 1)).hasMessageContaining("--die-after");
    }

    private static ModelPeerOrders orders(int dieAfter, int failStatus, int every) {
        return new ModelPeerOrders(
                Dialect.OLLAMA, 0, Duration.ZERO, 2, dieAfter, failStatus, every);
    }

    private static int ask(ScriptedModelServer server) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/generate"))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"m\",\"prompt\":\"hello\"}"))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static void askInVain(ScriptedModelServer server) {
        try {
            ask(server);
        } catch (IOException | InterruptedException broken) {
            // As it must be: the server is gone before the answer is whole.
            Thread.currentThread().interrupt();
        }
    }
}
