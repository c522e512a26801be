package org.inkstream.agents.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.config.AgentsSettings;
import org.inkstream.config.HubSettings;
import org.inkstream.config.Settings;
import org.inkstream.time.VertxTimers;
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

    @Test
    void our_own_client_comes_in_with_its_token_only() {
        assertThat(revisionSeen(TOKEN).succeeded()).isTrue();
        assertThat(revisionSeen("").failed()).isTrue();
    }

    private static Future<String> ended(Future<String> asked) {
        asked.transform(outcome -> Future.succeededFuture()).await();
        return asked;
    }

    private Future<String> revisionSeen(String token) {
        AgentsSettings settings =
                Settings.loader()
                        .override(Map.of("agents.url", hub.url(), "agents.token", token))
                        .load()
                        .agents();
        Vertx vertx = Vertx.vertx();
        Context loop = vertx.getOrCreateContext();
        Promise<String> revision = Promise.promise();
        loop.runOnContext(
                now -> {
                    var client = new McpHttpAgent(vertx, settings, new VertxTimers(vertx, loop));
                    client.revision().onComplete(revision);
                });
        Future<String> seen = ended(revision.future());
        vertx.close().await();
        return seen;
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
        Vertx vertx = Vertx.vertx();
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
