package org.inkstream.loadtest.peers.gpu.http;

import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.loadtest.peers.gpu.Figures;

/** What a kind of server shows at {@code /metrics}, under its own names. */
interface Metrics {
    void answered(Figures figures, Ending.Reason reason);

    String text(EngineStats stats);
}
