package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import org.inkstream.pipeline.ingest.nsq.wire.Command;

/**
 * The commands whose answers are to come, in the order in which these will come. Bounded in number
 * and bytes. Not thread-safe: used on its connection's event loop.
 */
final class Unanswered {
    private static final int MOST = 65_536;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long bytes;
    private long answered;
    private long answeredBefore;

    private record Waiting(Command command, Promise<String> answer) {}

    /** Whether one more may be asked. */
    boolean hasRoomFor(Command command) {
        return waiting.isEmpty()
                || (waiting.size() < MOST && bytes + command.bytes().length() <= MOST_BYTES);
    }

    /** Completes with the text of the answer. */
    Future<String> add(Command command) {
        Promise<String> answer = Promise.promise();
        waiting.add(new Waiting(command, answer));
        bytes += command.bytes().length();
        return answer.future();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** The oldest is answered. There must be one. */
    void answer(String text) {
        Waiting oldest = waiting.remove();
        bytes -= oldest.command.bytes().length();
        answered++;
        oldest.answer.complete(text);
    }

    /** No answers will come any more. */
    void fail(Throwable reason) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.answer.fail(reason);
        }
        bytes = 0;
    }

    /** Whether something waits and nothing was answered since this was asked before. */
    boolean standsStill() {
        boolean still = !waiting.isEmpty() && answered == answeredBefore;
        answeredBefore = answered;
        return still;
    }
}
