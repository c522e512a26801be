package org.inkstream.loadtest.scenarios.nsq;

import java.nio.file.Path;
import java.util.List;

/**
 * What the clients are measured with.
 *
 * @param nsqd the program
 * @param nsqds how many of it there are to consume from
 * @param messages of each measurement; a twentieth of them at a pace and in batches
 * @param warmUp messages before
 * @param bytes of each message
 * @param window messages in flight while consuming
 * @param callers threads of a client that needs threads to publish more than one message at once
 * @param pipelined messages on their way from one that does not
 * @param perSecond pace
 */
record NsqPlan(
        Path nsqd,
        int nsqds,
        int messages,
        int warmUp,
        int bytes,
        int window,
        int callers,
        int pipelined,
        int perSecond) {
    private static final int SMALL_SHARE = 20;

    Heat heat(Client client, Work work, List<Integer> ports) {
        int share = work == Work.SETTLE || work == Work.BATCH ? SMALL_SHARE : 1;
        return new Heat(
                client,
                work,
                ports,
                // What nobody reads of an ephemeral topic is dropped and fills no disk.
                work.publishes() ? "race#ephemeral" : "race",
                Math.max(1, warmUp / share),
                Math.max(1, messages / share),
                bytes,
                window,
                callers,
                pipelined);
    }
}
