package org.inkstream.loadtest.peers.nsq;

import java.nio.file.Path;
import java.util.List;

/** A real nsqlookupd as a child process. For one thread, which may block. */
public final class NsqlookupdProcess implements AutoCloseable {
    private static final String ANY_PORT = "127.0.0.1:0";

    private final ServerProcess process;
    private final int port;
    private final int httpPort;

    private NsqlookupdProcess(ServerProcess process) {
        this.process = process;
        this.port = process.awaitPort("TCP");
        this.httpPort = process.awaitPort("HTTP");
    }

    /**
     * Blocks until it listens, on any free port. It must be installed, see {@link NsqBinaries}.
     *
     * @param folder for its output
     */
    public static NsqlookupdProcess start(Path folder) {
        List<String> command =
                List.of(
                        NsqBinaries.require("nsqlookupd").toString(),
                        "-tcp-address=" + ANY_PORT,
                        "-http-address=" + ANY_PORT,
                        "-broadcast-address=127.0.0.1");
        return new NsqlookupdProcess(
                ServerProcess.start(command, folder.resolve("nsqlookupd.log")));
    }

    /** Where nsqd registers: {@code -lookupd-tcp-address=127.0.0.1:PORT}. */
    public int port() {
        return port;
    }

    /** Where clients ask. */
    public int httpPort() {
        return httpPort;
    }

    /** Ends it as {@code kill -9} does. */
    @Override
    public void close() {
        process.kill();
    }
}
