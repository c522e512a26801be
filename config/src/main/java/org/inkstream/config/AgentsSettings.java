package org.inkstream.config;

import java.time.Duration;

/**
 * Who answers tool calls, and when they are left alone for a while.
 *
 * @param url MCP endpoint that serves every tool; empty means the built-in agents
 * @param http2 whether to speak HTTP/2 in clear text with prior knowledge to that URL
 * @param connections per event loop: sockets with HTTP/1.1, multiplexed connections with HTTP/2
 * @param connectTimeout until a connection attempt is given up
 * @param ruleThreads threads of the built-in agents; 0 means one per core
 * @param breaker when an agent that keeps failing is left alone
 * @param retryBudget share of calls that may be retries, 0 to 1, per agent
 */
public record AgentsSettings(
        String url,
        boolean http2,
        int connections,
        Duration connectTimeout,
        int ruleThreads,
        Breaker breaker,
        double retryBudget) {

    public AgentsSettings {
        new Check()
                // The value is not shown: it may hold a password.
                .that(
                        url.isEmpty() || url.matches("https?://.+"),
                        "url",
                        "must be empty or begin with http:// or https://")
                .between("connections", connections, 1, 10_000)
                .between(
                        "connectTimeout",
                        connectTimeout,
                        Duration.ofMillis(10),
                        Duration.ofMinutes(1))
                .between("ruleThreads", ruleThreads, 0, 256)
                .share("retryBudget", retryBudget)
                .orThrow();
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
