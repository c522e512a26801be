package org.inkstream.agents.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import org.inkstream.config.HubSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens and origins at both doors of a hub. */
class HubAccessTest {
    private static final String SECRET = "a secret of thirty-two bytes or more";

    /** Signed with the secret, without an end. */
    private static final String TOKEN = token();

    private final HubUnderTest hub =
            new HubUnderTest(
                    HubUnderTest.settings(
                            new HubSettings.Jwt(SECRET, "", "", ""), Duration.ofSeconds(5)));

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_web_socket_opens_with_a_good_token_only() {
        SerialAgent agent =
                SerialAgent.connect(hub.port(), "/", "Authorization", "Bearer " + TOKEN);

        assertThat(agent.ask(1, "tools/list", new JsonObject()).containsKey("result")).isTrue();
        assertThat(refusal("/")).isEqualTo(401);
        assertThat(refusal("/", "Authorization", "Basic YTpi")).isEqualTo(401);
        assertThat(refusal("/", "Authorization", "Bearer nonsense")).isEqualTo(403);
        assertThat(
                        refusal(
                                "/",
                                "Authorization",
                                "Bearer " + TOKEN,
                                "Origin",
                                "http://evil.example"))
                .isEqualTo(403);
        assertThat(refusal("/mcp", "Authorization", "Bearer " + TOKEN)).isEqualTo(404);
    }

    @Test
    void mcp_and_the_list_of_agents_need_the_token_too() throws Exception {
        HttpResponse<String> none = get("/agents", "x-none", "x");
        HttpResponse<String> bad = post("Bearer nonsense");
        HttpResponse<String> missing = post("Basic YTpi");

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(get("/agents", "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
        assertThat(bad.statusCode()).isEqualTo(401);
        assertThat(bad.headers().firstValue("www-authenticate"))
                .hasValue("Bearer error=\"invalid_token\"");
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(post("Bearer " + TOKEN).statusCode()).isEqualTo(400);
    }

    private int refusal(String path, String... headers) {
        Throwable[] caught = new Throwable[1];
        assertThatThrownBy(() -> SerialAgent.connect(hub.port(), path, headers))
                .satisfies(refused -> caught[0] = refused.getCause());
        return ((WebSocketHandshakeException) caught[0]).getResponse().statusCode();
    }

    private HttpResponse<String> get(String path, String header, String value) throws Exception {
        return send(HttpRequest.newBuilder(at(path)).header(header, value));
    }

    private HttpResponse<String> post(String authorization) throws Exception {
        return send(
                HttpRequest.newBuilder(at("/mcp"))
                        .header("content-type", "application/json")
                        .header("Authorization", authorization)
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + hub.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String token() {
        io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();
        try {
            return io.vertx.ext.auth.jwt.JWTAuth.create(
                            vertx,
                            new io.vertx.ext.auth.jwt.JWTAuthOptions()
                                    .addPubSecKey(
                                            new io.vertx.ext.auth.PubSecKeyOptions()
                                                    .setAlgorithm("HS256")
                                                    .setBuffer(SECRET)))
                    .generateToken(new JsonObject().put("sub", "agent"));
        } finally {
            vertx.close().await();
        }
    }
}
