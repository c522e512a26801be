package org.inkstream.config;

import java.time.Duration;
import java.util.List;

/**
 * The hub: one MCP server in front of all agents, and the WebSocket that agents register at.
 *
 * @param host address to bind; loopback unless told otherwise
 * @param port 1 to 65,535, or 0 for any free port
 * @param jwt who may connect
 * @param origins web origins that may connect beside those on loopback
 * @param agents URLs of MCP agents that are called over HTTP
 * @param agentConnections calls in the air at once to each of those
 * @param maxQueued calls that wait for one agent, 1 to 1,000,000
 * @param queueWait until a call that waits is refused
 * @param callTimeout from dispatch, for tools that are not in the catalogue and callers that do not
 *     say how long they wait
 * @param maxSessions sessions of the protocol's earlier revisions, 1 to 100,000
 * @param sessionIdle until a session that nobody uses ends
 */
public record HubSettings(
        String host,
        int port,
        Jwt jwt,
        List<String> origins,
        List<String> agents,
        int agentConnections,
        int maxQueued,
        Duration queueWait,
        Duration callTimeout,
        int maxSessions,
        Duration sessionIdle) {

    public HubSettings {
        origins = List.copyOf(origins);
        agents = List.copyOf(agents);
        new Check()
                .filled("host", host)
                .between("port", port, 0, 65_535)
                .that(
                        origins.stream().allMatch(origin -> origin.matches("https?://[^/]+")),
                        "origins",
                        "must be written as http://HOST or http://HOST:PORT")
                // The values are not shown: they may hold passwords.
                .that(
                        agents.stream().allMatch(url -> url.matches("https?://.+")),
                        "agents",
                        "must begin with http:// or https://")
                .between("agentConnections", agentConnections, 1, 10_000)
                .between("maxQueued", maxQueued, 1, 1_000_000)
                .between("queueWait", queueWait, Duration.ofMillis(10), Duration.ofHours(1))
                .between("callTimeout", callTimeout, Duration.ofMillis(100), Duration.ofHours(1))
                .between("maxSessions", maxSessions, 1, 100_000)
                .between("sessionIdle", sessionIdle, Duration.ofSeconds(1), Duration.ofDays(7))
                .orThrow();
    }

    /**
     * The same with this secret, unless the settings already say who may connect.
     *
     * @param secret from the variable that the older hub reads, empty if it is not set
     */
    public HubSettings withSecretOfOlderHub(String secret) {
        return secret.isEmpty() || jwt.isOn()
                ? this
                : new HubSettings(
                        host,
                        port,
                        new Jwt(secret, "", jwt.issuer(), jwt.audience()),
                        origins,
                        agents,
                        agentConnections,
                        maxQueued,
                        queueWait,
                        callTimeout,
                        maxSessions,
                        sessionIdle);
    }

    /**
     * Which JSON Web Tokens are accepted. With neither secret nor key none is asked for.
     *
     * @param secret shared with whoever signs by HS256
     * @param publicKeyFile PEM file of whoever signs by RS256
     * @param issuer that a token must name, empty means any
     * @param audience that a token must name, empty means any
     */
    public record Jwt(String secret, String publicKeyFile, String issuer, String audience) {
        public Jwt {
            new Check()
                    .that(
                            secret.isEmpty() || publicKeyFile.isEmpty(),
                            "secret",
                            "must be empty where publicKeyFile is set: tokens are signed one way")
                    .orThrow();
        }

        public boolean isOn() {
            return !secret.isEmpty() || !publicKeyFile.isEmpty();
        }

        /** Without the secret: settings are logged and compared in messages. */
        @Override
        public String toString() {
            return "Jwt[on=%s, issuer=%s, audience=%s]".formatted(isOn(), issuer, audience);
        }
    }
}
