package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Vertx;
import org.inkstream.loadtest.peers.nsq.Nsqd;
import org.inkstream.loadtest.peers.nsq.NsqdDouble;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.AfterAll;

class NsqClientDoubleTest extends NsqClientContract {
    private static final Vertx VERTX = Vertx.vertx();

    @Override
    Nsqd start(NsqdRules rules) {
        return NsqdDouble.start(VERTX, rules);
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }
}
