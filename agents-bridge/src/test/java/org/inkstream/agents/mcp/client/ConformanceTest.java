package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official suite's scenarios for clients that concern this client; docs/conformance.md. */
class ConformanceTest {
    private static final String SUITE = "@modelcontextprotocol/conformance/dist/index.js";

    @ParameterizedTest
    @CsvSource({
        "initialize, 2025-11-25",
        "tools_call, 2025-11-25",
        "tools_call, 2026-07-28",
        "request-metadata, 2026-07-28",
        "http-standard-headers, 2026-07-28",
        "json-schema-ref-no-deref, 2026-07-28",
    })
    void a_scenario_for_clients_passes(String scenario, String revision) throws Exception {
        Path suite = NpmPeers.installed(SUITE);
        String node = NpmPeers.node();
        Path results = Path.of("target", "conformance", scenario + "-" + revision);
        Files.createDirectories(results);

        Process process =
                new ProcessBuilder(
                                node,
                                suite.toString(),
                                "client",
                                "--command",
                                clientCommand(results),
                                "--scenario",
                                scenario,
                                "--spec-version",
                                revision,
                                "--output-dir",
                                results.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(results.resolve("output.txt").toFile())
                        .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as("%s", Files.readString(results.resolve("output.txt")))
                .isZero();
        // A scenario without one check passes too, and says nothing.
        assertThat(Files.readString(results.resolve("output.txt"))).doesNotContain("Passed: 0/0");
    }

    /** The class path is too long for a command line. */
    private static String clientCommand(Path results) throws IOException {
        Path options = results.resolve("client.options").toAbsolutePath();
        Files.writeString(options, "-cp\n\"" + System.getProperty("java.class.path") + "\"\n");
        return Path.of(System.getProperty("java.home"), "bin", "java")
                + " @"
                + options
                + " "
                + ConformanceClient.class.getName();
    }
}
