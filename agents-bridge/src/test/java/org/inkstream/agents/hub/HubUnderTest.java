package org.inkstream.agents.hub;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.HubSettings;
import org.inkstream.config.Settings;

/** A hub on a free port of the loopback. */
final class HubUnderTest implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    final Hub hub;

    HubUnderTest(HubSettings settings) {
        hub =
                Hub.start(
                                vertx,
                                settings,
                                Settings.defaults().agents(),
                                ToolCatalogue.packaged(),
                                HubListener.SILENT,
                                KeptAnswers.NONE,
                                request -> request.response().setStatusCode(404).end())
                        .await();
    }

    int port() {
        return hub.port();
    }

    String url() {
        return "http://127.0.0.1:" + port() + Hub.MCP_PATH;
    }

    static HubSettings settings() {
        return settings(new HubSettings.Jwt("", "", "", ""), Duration.ofSeconds(5));
    }

    static HubSettings settings(HubSettings.Jwt jwt, Duration callTimeout) {
        return new HubSettings(
                "127.0.0.1",
                0,
                jwt,
                List.of(),
                List.of(),
                4,
                10,
                Duration.ofSeconds(5),
                callTimeout,
                3,
                Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        hub.drain(Duration.ZERO).await();
        vertx.close().await();
    }
}
