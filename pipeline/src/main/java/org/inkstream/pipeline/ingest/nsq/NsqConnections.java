package org.inkstream.pipeline.ingest.nsq;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.List;
import org.inkstream.config.NsqSettings;
import org.inkstream.pipeline.ingest.nsq.client.NsqOptions;
import org.inkstream.pipeline.ingest.nsq.client.NsqdAddress;

/** What the settings say of connections to nsqd, in the words of the client. */
public final class NsqConnections {
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Above the largest message of nsqd that can be a letter. */
    private static final int MAX_FRAME_BYTES = 5 * 1024 * 1024;

    private NsqConnections() {}

    /** Those that are named, in their order. */
    public static List<NsqdAddress> addresses(NsqSettings settings) {
        return settings.nsqd().stream()
                .map(
                        address -> {
                            int colon = address.lastIndexOf(':');
                            return new NsqdAddress(
                                    address.substring(0, colon),
                                    Integer.parseInt(address.substring(colon + 1)));
                        })
                .toList();
    }

    /**
     * @param clientId name of this process in the statistics of nsqd
     */
    public static NsqOptions options(NsqSettings settings, String clientId) {
        return new NsqOptions(
                clientId,
                HEARTBEAT,
                settings.messageTimeout(),
                NsqOptions.Compression.valueOf(settings.compression().name()),
                settings.authSecret(),
                MAX_FRAME_BYTES,
                CONNECT_LIMIT,
                settings.tls().enabled()
                        ? new NsqOptions.Tls.On(tls(settings.tls()))
                        : new NsqOptions.Tls.Off());
    }

    private static ClientSSLOptions tls(NsqSettings.Tls settings) {
        ClientSSLOptions tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        if (!settings.caFile().isEmpty()) {
            tls.setTrustOptions(new PemTrustOptions().addCertPath(settings.caFile()));
        }
        if (!settings.certificateFile().isEmpty()) {
            tls.setKeyCertOptions(
                    new PemKeyCertOptions()
                            .addCertPath(settings.certificateFile())
                            .addKeyPath(settings.keyFile()));
        }
        return tls;
    }
}
