package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import org.inkstream.metrics.NsqMeters;

/**
 * Counts commands that have no answer, those that go out together by one look at the meters: there
 * is one for each message. Not thread-safe: used on its connection's event loop.
 */
final class SaidTogether {
    private final NsqMeters meters;
    private Batch last = new Batch("", Future.succeededFuture());

    SaidTogether(NsqMeters meters) {
        this.meters = meters;
    }

    /**
     * @param command its first word
     * @param sent the same for all commands that go out together
     * @return {@code sent}
     */
    Future<Void> counted(String command, Future<Void> sent) {
        if (last.sent == sent && last.command.equals(command) && !sent.isComplete()) {
            last.count++;
            return sent;
        }
        Batch fresh = new Batch(command, sent);
        last = fresh;
        fresh.count = 1;
        return sent.onComplete(
                done -> meters.ended(command, "done", fresh.count),
                failure -> meters.ended(command, "unknown", fresh.count));
    }

    private static final class Batch {
        private final String command;
        private final Future<Void> sent;
        private int count;

        Batch(String command, Future<Void> sent) {
            this.command = command;
            this.sent = sent;
        }
    }
}
