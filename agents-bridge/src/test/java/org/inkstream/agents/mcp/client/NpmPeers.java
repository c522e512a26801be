package org.inkstream.agents.mcp.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/**
 * The official packages as {@code .ci/install-peers} installs them, below {@code target/npm} or
 * where the system property {@code inkstream.npm} says.
 */
final class NpmPeers {
    private static final Path FOLDER =
            Path.of(System.getProperty("inkstream.npm", "../target/npm")).toAbsolutePath();

    private NpmPeers() {}

    /** Skips the test, with a word, where the package is not there. */
    static Path installed(String inPackage) {
        Path file = FOLDER.resolve("node_modules").resolve(inPackage).normalize();
        Assumptions.assumeTrue(
                Files.exists(file),
                "skipped: the official peers are not installed; .ci/install-peers does it");
        return file;
    }

    /** The installed Node, which is as new as the packages want it. */
    static String node() {
        return installed("node/bin/node").toString();
    }

    /** Our script beside the packages that it imports. */
    static Path modernPeer() throws IOException {
        installed("@modelcontextprotocol/server/package.json");
        Path script = FOLDER.resolve("modern-peer.mjs");
        try (InputStream source =
                Objects.requireNonNull(NpmPeers.class.getResourceAsStream("modern-peer.mjs"))) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }

    /** A running peer and the line that it printed when it was ready. */
    record Running(Process process, String firstLine) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    static Running start(Map<String, String> environment, String readyWord, String... command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(readyWord)) {
                return new Running(process, line);
            }
        }
        throw new IOException("the peer ended before it was ready");
    }
}
