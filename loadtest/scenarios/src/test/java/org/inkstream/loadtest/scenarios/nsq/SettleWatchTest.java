package org.inkstream.loadtest.scenarios.nsq;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.inkstream.loadtest.peers.nsq.NsqdDouble;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettleWatchTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        vertx.close().await();
    }

    @Test
    void a_message_is_settled_when_its_last_word_passes() throws IOException {
        try (NsqdDouble nsqd = NsqdDouble.start(vertx, NsqdRules.usual())) {
            SettleWatch watch = SettleWatch.start(vertx, nsqd.port(), 10);
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), watch.port())) {
                say(client, "  V2SUB t c\nPUB t\n\0\0\0\1xPUB t\n\0\0\0\1yRDY 1\n");
                // OK three times, and a message of one byte.
                byte[] heard = client.getInputStream().readNBytes(3 * 10 + 8 + 26 + 1);
                String id = Buffer.buffer(heard).getString(48, 64);

                say(client, "FIN " + id + "\n");

                // The next message comes when nsqd has heard of the first.
                assertThat(client.getInputStream().readNBytes(35)).hasSize(35);
                assertThat(watch.tookNanos(0)).hasSize(1);
            }
        }
    }

    private static void say(Socket client, String what) throws IOException {
        client.getOutputStream().write(what.getBytes(StandardCharsets.ISO_8859_1));
    }
}
