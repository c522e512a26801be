package org.inkstream.loadtest.scenarios.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.loadtest.peers.CallRecord;
import org.inkstream.loadtest.peers.FaultyAgent;

/** A {@link FaultyAgent} in a JVM of its own. */
public final class FaultyAgentProcess {
    private static final Duration START = Duration.ofSeconds(30);

    private final JavaProcess process;
    private final Path calls;
    private final int port;

    private FaultyAgentProcess(JavaProcess process, Path calls, int port) {
        this.process = process;
        this.calls = calls;
        this.port = port;
    }

    /**
     * Blocks until it takes calls. One that was killed comes back knowing what it did.
     *
     * @param port 0 for any free one
     * @param options of {@link FaultyAgent}
     */
    public static FaultyAgentProcess start(Processes processes, int port, List<String> options) {
        Path calls = processes.folder().resolve("calls.tsv");
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--port", Integer.toString(port), "--calls", calls.toString()));
        JavaProcess process =
                processes.start("agent", Map.of(), FaultyAgent.class.getName(), arguments);
        return new FaultyAgentProcess(
                process, calls, Integer.parseInt(process.awaitLine("listening ", START)));
    }

    public int port() {
        return port;
    }

    public JavaProcess process() {
        return process;
    }

    /** All that has happened to calls so far, in order. */
    public List<CallRecord> calls() {
        try {
            String text = Files.readString(calls);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(CallRecord::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + calls, unreadable);
        }
    }
}
