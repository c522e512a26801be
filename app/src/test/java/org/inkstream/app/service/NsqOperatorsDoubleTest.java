package org.inkstream.app.service;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.inkstream.loadtest.peers.nsq.Nsqd;
import org.inkstream.loadtest.peers.nsq.NsqdDouble;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.AfterAll;

class NsqOperatorsDoubleTest extends NsqOperatorsContract {
    private static final Vertx VERTX = Vertx.vertx();

    @Override
    Nsqd start(Path folder) {
        return NsqdDouble.start(VERTX, NsqdRules.usual());
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }
}
