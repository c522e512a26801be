package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.inkstream.config.Settings;
import org.inkstream.config.StoreSettings;
import org.junit.jupiter.api.Test;

class CommandStoreTest {
    @Test
    void a_store_that_is_not_there_is_named_with_what_to_do() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        StoreSettings nowhere = Settings.defaults().at("", "mongodb://127.0.0.1:" + port).store();

        assertThatThrownBy(() -> CommandStore.open(nowhere, "test"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no store answers at mongodb://127.0.0.1:" + port)
                .hasMessageContaining("'inkstream run' or 'inkstream backend'")
                .hasMessageContaining("store.uri");
    }
}
