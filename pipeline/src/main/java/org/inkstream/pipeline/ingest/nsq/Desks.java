package org.inkstream.pipeline.ingest.nsq;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.time.Timers;

/**
 * Hands letters to the event loops of the workflow, the least busy first, and brings back to the
 * source's own loop what becomes of them. What an intake parks is buried there, on its loop, before
 * it counts as ended. Used on the source's loop.
 */
final class Desks {
    private final List<Lane> lanes;
    private final int[] busy;
    private final DeadLetters deadLetters;
    private final Executor home;
    private final Timers clock;
    private final Consumer<ErrorClass> buried;

    /**
     * @param home runs tasks on the source's event loop, in order
     * @param clock only its {@code now} is read, on the lanes
     * @param buried told on a lane
     */
    Desks(
            List<Lane> lanes,
            DeadLetters deadLetters,
            Executor home,
            Timers clock,
            Consumer<ErrorClass> buried) {
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("a source needs at least one lane");
        }
        this.lanes = List.copyOf(lanes);
        this.busy = new int[lanes.size()];
        this.deadLetters = deadLetters;
        this.home = home;
        this.clock = clock;
        this.buried = buried;
    }

    /** The lane with the fewest letters, which has one more from now on. */
    int take() {
        int least = 0;
        for (int lane = 1; lane < busy.length; lane++) {
            least = busy[lane] < busy[least] ? lane : least;
        }
        busy[least]++;
        return least;
    }

    void giveBack(int lane) {
        busy[lane]--;
    }

    /**
     * @param accepted told at most once, before the end
     * @param ended told once, with {@link Settlement.Done}, {@link Settlement.RetryLater} or a
     *     failure
     */
    void work(
            Ticket ticket,
            Consumer<Ticket> accepted,
            BiConsumer<Ticket, AsyncResult<Settlement>> ended) {
        on(ticket, () -> accept(ticket, () -> home.execute(() -> accepted.accept(ticket))), ended);
    }

    /** Buries a message without having it worked on. */
    void refuse(
            Ticket ticket,
            Settlement.Park reason,
            BiConsumer<Ticket, AsyncResult<Settlement>> ended) {
        on(ticket, () -> bury(ticket, reason), ended);
    }

    private void on(Ticket ticket, Task task, BiConsumer<Ticket, AsyncResult<Settlement>> ended) {
        try {
            lanes.get(ticket.lane())
                    .loop()
                    .execute(
                            () ->
                                    guarded(task)
                                            .onComplete(
                                                    end ->
                                                            home.execute(
                                                                    () ->
                                                                            ended.accept(
                                                                                    ticket, end))));
        } catch (RejectedExecutionException closed) {
            ended.accept(ticket, Future.failedFuture(closed));
        }
    }

    private static Future<Settlement> guarded(Task task) {
        try {
            return task.run();
        } catch (RuntimeException | Error bug) {
            return Future.failedFuture(bug);
        }
    }

    private Future<Settlement> accept(Ticket ticket, Runnable accepted) {
        return lanes.get(ticket.lane())
                .intake()
                .accept(ticket.delivery(), accepted)
                .compose(
                        end ->
                                end.match(
                                        Future::succeededFuture,
                                        Future::succeededFuture,
                                        park -> bury(ticket, park)));
    }

    private Future<Settlement> bury(Ticket ticket, Settlement.Park park) {
        DeadLetter letter =
                new DeadLetter(
                        named(ticket.delivery()),
                        park.errorClass(),
                        park.reason(),
                        Math.max(park.attempts(), ticket.message().attempts()),
                        clock.now());
        return deadLetters
                .bury(letter)
                .map(
                        kept -> {
                            buried.accept(park.errorClass());
                            return new Settlement.Done();
                        });
    }

    /**
     * By the letter's id a dead letter is found, and erased; messages of NSQ have no key for it.
     */
    private static Delivery named(Delivery delivery) {
        return new Delivery(
                delivery.origin(),
                OcrEventDecoder.documentIdIn(delivery.value(), delivery.headers()),
                delivery.value(),
                delivery.headers());
    }

    @FunctionalInterface
    private interface Task {
        Future<Settlement> run();
    }
}
