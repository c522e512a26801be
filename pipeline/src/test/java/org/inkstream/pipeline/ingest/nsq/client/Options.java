package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;

/** Valid options, of which a test states only what matters. */
record Options(
        NsqOptions.Compression compression,
        String secret,
        NsqOptions.Tls tls,
        Duration heartbeat,
        Duration connectTimeout,
        int maxFrameBytes) {
    static Options plain() {
        return new Options(
                NsqOptions.Compression.NONE,
                "",
                new NsqOptions.Tls.Off(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                6 * 1024 * 1024);
    }

    Options compression(NsqOptions.Compression chosen) {
        return new Options(chosen, secret, tls, heartbeat, connectTimeout, maxFrameBytes);
    }

    Options secret(String chosen) {
        return new Options(compression, chosen, tls, heartbeat, connectTimeout, maxFrameBytes);
    }

    Options tls(NsqOptions.Tls chosen) {
        return new Options(compression, secret, chosen, heartbeat, connectTimeout, maxFrameBytes);
    }

    Options heartbeat(Duration chosen) {
        return new Options(compression, secret, tls, chosen, connectTimeout, maxFrameBytes);
    }

    Options connectTimeout(Duration chosen) {
        return new Options(compression, secret, tls, heartbeat, chosen, maxFrameBytes);
    }

    Options maxFrameBytes(int chosen) {
        return new Options(compression, secret, tls, heartbeat, connectTimeout, chosen);
    }

    NsqOptions build() {
        return new NsqOptions(
                "test",
                heartbeat,
                Duration.ofSeconds(60),
                compression,
                secret,
                maxFrameBytes,
                connectTimeout,
                tls);
    }
}
