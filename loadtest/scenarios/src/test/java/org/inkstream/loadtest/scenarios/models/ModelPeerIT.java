package org.inkstream.loadtest.scenarios.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.scenarios.system.ModelProcess;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.junit.jupiter.api.Test;

class ModelPeerIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void it_answers_until_it_halts_in_the_middle_of_an_answer() throws Exception {
        try (Processes processes = Processes.begin()) {
            ModelProcess peer = ModelProcess.start(processes, Dialect.OPENAI, "--die-after", "2");

            HttpResponse<String> first = ask(peer);
            int requests = peer.stats().getInteger("requests");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).contains("Scripted answer.");
            assertThat(requests).isEqualTo(1);
            assertThatThrownBy(() -> ask(peer)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ask(peer)).isInstanceOf(IOException.class);
            processes.done();
        }
    }

    @Test
    void it_ends_when_it_is_asked_to() {
        try (Processes processes = Processes.begin()) {
            ModelProcess peer = ModelProcess.start(processes, Dialect.ANTHROPIC);

            Duration took = peer.process().terminate(Duration.ofSeconds(10));

            assertThat(took).isLessThan(Duration.ofSeconds(10));
            processes.done();
        }
    }

    private HttpResponse<String> ask(ModelProcess peer) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(peer.url() + "/v1/chat/completions"))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"m\",\"messages\":[{\"content\":\"hello\"}]}"))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
