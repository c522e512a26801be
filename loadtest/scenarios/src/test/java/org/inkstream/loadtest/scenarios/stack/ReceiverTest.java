package org.inkstream.loadtest.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What Alertmanager says to Slack and PagerDuty, as it is understood here. */
class ReceiverTest {
    @Test
    void messages_are_known_by_whom_they_are_for_and_what_they_say() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            int slack =
                    post(
                            receiver.url().resolve("/slack"),
                            "{\"channel\":\"#alerts\",\"attachments\":[{\"title\":\"AgentSlow"
                                    + " (firing)\"}]}");
            int pager =
                    post(
                            receiver.url().resolve("/pagerduty"),
                            "{\"event_action\":\"resolve\",\"payload\":{\"summary\":\"AgentSlow:"
                                    + " slow\"}}");
            post(receiver.url().resolve("/slack"), "no JSON");

            assertThat(slack).isEqualTo(200);
            assertThat(pager).isEqualTo(202);
            assertThat(receiver.told())
                    .extracting(Receiver.Told::to)
                    .containsExactly("#alerts", "pagerduty", "unreadable");
            assertThat(receiver.told().get(0).says("AgentSlow", true)).isTrue();
            assertThat(receiver.told().get(0).says("AgentSlow", false)).isFalse();
            assertThat(receiver.told().get(1).says("AgentSlow", false)).isTrue();
        }
    }

    private static int post(URI url, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
