package org.inkstream.app.service;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.Nsqd;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;

class NsqOperatorsRealTest extends NsqOperatorsContract {
    @Override
    Nsqd start(Path folder) throws Exception {
        assumeTrue(NsqBinaries.areInstalled(), NsqBinaries.MISSING);
        return NsqdProcess.start(Files.createDirectory(folder.resolve("nsqd")), NsqdRules.usual());
    }
}
