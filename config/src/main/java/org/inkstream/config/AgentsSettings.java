package org.inkstream.config;

import java.time.Duration;
import java.util.List;

/**
 * Who answers tool calls, and when they are left alone for a while.
 *
 * @param url MCP endpoint that serves every tool; empty means the built-in agents, unless there is
 *     a command
 * @param token that is sent to that URL as a bearer token, empty for none
 * @param command program that serves every tool over its standard input and output, with its
 *     arguments; empty means none
 * @param instances how many processes of the command run at one time
 * @param http2 whether to speak HTTP/2 in clear text with prior knowledge to that URL
 * @param connections per event loop: sockets with HTTP/1.1, multiplexed connections with HTTP/2
 * @param connectTimeout until a connection attempt is given up
 * @param waitDeadline how long an attempt may wait in all, for a connection or in an agent's queue,
 *     before anybody works on it
 * @param ruleThreads threads of the built-in agents; 0 means one per core
 * @param breaker when an agent that keeps failing is left alone
 * @param retryBudget share of calls that may be retries, 0 to 1, per agent
 * @param honourKeys whether agents elsewhere answer a key that they know without working again
 */
public record AgentsSettings(
        String url,
        String token,
        boolean http2,
        int connections,
        Duration connectTimeout,
        List<String> command,
        int instances,
        Duration waitDeadline,
        int ruleThreads,
        Breaker breaker,
        double retryBudget,
        HonourKeys honourKeys) {

    /** Whether a call whose outcome was lost may be asked again without paying for it again. */
    public enum HonourKeys {
        /** As the agents say of themselves. */
        AUTO,
        /** They do, though they may not say so. */
        ALWAYS,
        /** They do not, whatever they say. */
        NEVER
    }

    public AgentsSettings {
        command = List.copyOf(command);
        new Check()
                // The value is not shown: it may hold a password.
                .that(
                        url.isEmpty() || url.matches("https?://.+"),
                        "url",
                        "must be empty or begin with http:// or https://")
                .that(
                        token.isEmpty() || token.matches("[\\x21-\\x7e]+"),
                        "token",
                        "must be of visible ASCII characters, without spaces")
                .between("connections", connections, 1, 10_000)
                .between(
                        "connectTimeout",
                        connectTimeout,
                        Duration.ofMillis(10),
                        Duration.ofMinutes(1))
                .that(
                        url.isEmpty() || command.isEmpty(),
                        "command",
                        "must be empty where agents.url is set: there is one place to ask")
                .that(
                        command.isEmpty() || !command.get(0).isBlank(),
                        "command",
                        "must begin with a program")
                .between("instances", instances, 1, 64)
                .between("waitDeadline", waitDeadline, Duration.ofSeconds(1), Duration.ofHours(24))
                .between("ruleThreads", ruleThreads, 0, 256)
                .share("retryBudget", retryBudget)
                .orThrow();
    }

    /** Whether the agents are not ours: their calls may cost money or GPU time. */
    public boolean elsewhere() {
        return !url.isEmpty() || !command.isEmpty();
    }

    /** The same settings for the agent at this URL, which is not given the token of another. */
    public AgentsSettings at(String otherUrl, int otherConnections) {
        return new AgentsSettings(
                otherUrl,
                "",
                http2,
                otherConnections,
                connectTimeout,
                List.of(),
                instances,
                waitDeadline,
                ruleThreads,
                breaker,
                retryBudget,
                honourKeys);
    }

    /** The same settings, but what failed is never asked again. */
    public AgentsSettings withoutRetries() {
        return new AgentsSettings(
                url,
                token,
                http2,
                connections,
                connectTimeout,
                command,
                instances,
                waitDeadline,
                ruleThreads,
                breaker,
                0,
                honourKeys);
    }

    /** Without the token: settings are logged and compared in messages. */
    @Override
    public String toString() {
        return "AgentsSettings[elsewhere=%s, token=%s, connections=%d, breaker=%s]"
                .formatted(elsewhere(), !token.isEmpty(), connections, breaker);
    }

    /**
     * @param failures in a row within the window that open it, 1 to 1,000
     * @param window rolling window in which failures count
     * @param reset how long it stays open before one trial call
     */
    public record Breaker(int failures, Duration window, Duration reset) {
        public Breaker {
            new Check()
                    .between("failures", failures, 1, 1000)
                    .between("window", window, Duration.ofSeconds(1), Duration.ofHours(1))
                    .between("reset", reset, Duration.ofMillis(100), Duration.ofHours(1))
                    .orThrow();
        }
    }
}
