package org.inkstream.loadtest.peers.nsq;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A real nsqd as a child process. For one thread, which may block. */
public final class NsqdProcess implements Nsqd {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int RESTARTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Path binary;
    private final Path folder;
    private final List<String> flags;
    private ServerProcess process;
    private final int port;
    private final int httpPort;

    private NsqdProcess(Path binary, Path folder, List<String> flags) {
        this.binary = binary;
        this.folder = folder;
        this.flags = List.copyOf(flags);
        this.process = start(0, 0);
        this.port = process.awaitPort("TCP");
        this.httpPort = process.awaitPort("HTTP");
    }

    /**
     * Blocks until it listens, on any free port. It must be installed, see {@link NsqBinaries}.
     *
     * @param folder for its data and its output; must be its own
     * @param more flags beside the rules, such as {@code -tls-cert=FILE}
     */
    public static NsqdProcess start(Path folder, NsqdRules rules, String... more) {
        return start(NsqBinaries.require("nsqd"), folder, rules, more);
    }

    /**
     * The same.
     *
     * @param binary of nsqd
     */
    public static NsqdProcess start(Path binary, Path folder, NsqdRules rules, String... more) {
        List<String> flags = new ArrayList<>(rules.flags());
        flags.addAll(List.of(more));
        return new NsqdProcess(binary, folder, flags);
    }

    private ServerProcess start(int tcp, int http) {
        List<String> command = new ArrayList<>();
        command.add(binary.toString());
        command.addAll(
                List.of(
                        "-tcp-address=" + LOOPBACK + ":" + tcp,
                        "-http-address=" + LOOPBACK + ":" + http,
                        "-broadcast-address=" + LOOPBACK,
                        "-data-path=" + folder));
        command.addAll(flags);
        return ServerProcess.start(command, folder.resolve("nsqd.log"));
    }

    @Override
    public int port() {
        return port;
    }

    /** Of its statistics and administration. */
    public int httpPort() {
        return httpPort;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void terminate() {
        process.terminate();
    }

    @Override
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("nsqd is still running");
        }
        for (int left = RESTARTS; !isBack(); left--) {
            if (left == 0) {
                throw new IllegalStateException("somebody has taken its ports");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Its ports are free while it is dead, and somebody may use them for a moment. */
    private boolean isBack() {
        process = start(port, httpPort);
        try {
            process.awaitPort("TCP");
            process.awaitPort("HTTP");
            return true;
        } catch (IllegalStateException taken) {
            process.kill();
            return false;
        }
    }

    @Override
    public void close() {
        process.kill();
    }
}
