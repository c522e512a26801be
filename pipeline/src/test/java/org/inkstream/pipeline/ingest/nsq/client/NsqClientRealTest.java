package org.inkstream.pipeline.ingest.nsq.client;

import java.nio.file.Path;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.Nsqd;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class NsqClientRealTest extends NsqClientContract {
    @TempDir Path folder;

    @BeforeAll
    static void is_skipped_where_nsqd_is_not_installed() {
        Assumptions.assumeTrue(NsqBinaries.areInstalled(), "skipped: " + NsqBinaries.MISSING);
    }

    @Override
    Nsqd start(NsqdRules rules) {
        return NsqdProcess.start(folder, rules);
    }
}
