package org.inkstream.pipeline.ingest.kafka;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.Timers;

/**
 * Hands records to the event loops, each in a turn of its own: a batch at once would keep its loop
 * for too long. All records of a key go to the same loop. What an intake parks is buried here, on
 * its loop, before it counts as ended.
 */
final class Lanes {
    private final List<Lane> lanes;
    private final DeadLetters deadLetters;
    private final Timers clock;
    private final SourceMeter meter;

    Lanes(List<Lane> lanes, DeadLetters deadLetters, Timers clock, SourceMeter meter) {
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("a source needs at least one lane");
        }
        this.lanes = List.copyOf(lanes);
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.meter = meter;
    }

    /**
     * @param ended called once for each ticket, on any thread, with {@link Settlement.Done}, {@link
     *     Settlement.RetryLater} or a failure
     */
    void handOut(List<Ticket> batch, BiConsumer<Ticket, AsyncResult<Settlement>> ended) {
        batch.forEach(ticket -> handTo(lanes.get(laneOf(ticket.delivery())), ticket, ended));
    }

    private void handTo(
            Lane lane, Ticket ticket, BiConsumer<Ticket, AsyncResult<Settlement>> ended) {
        try {
            lane.loop()
                    .execute(
                            () ->
                                    accept(lane, ticket.delivery())
                                            .onComplete(end -> ended.accept(ticket, end)));
        } catch (RejectedExecutionException closed) {
            ended.accept(ticket, Future.failedFuture(closed));
        }
    }

    private int laneOf(Delivery delivery) {
        // Records without a key need no order among themselves.
        int hash =
                delivery.key().isEmpty()
                        ? Long.hashCode(delivery.origin().offset())
                        : delivery.key().hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), lanes.size());
    }

    private Future<Settlement> accept(Lane lane, Delivery delivery) {
        try {
            return lane.intake().accept(delivery).compose(end -> buryParked(delivery, end));
        } catch (RuntimeException | Error bug) {
            // Thrown on, it would leave the record in the air for ever.
            return Future.failedFuture(bug);
        }
    }

    private Future<Settlement> buryParked(Delivery delivery, Settlement end) {
        return end.match(
                Future::succeededFuture, Future::succeededFuture, park -> bury(delivery, park));
    }

    private Future<Settlement> bury(Delivery delivery, Settlement.Park park) {
        DeadLetter letter =
                new DeadLetter(
                        delivery, park.errorClass(), park.reason(), park.attempts(), clock.now());
        return deadLetters
                .bury(letter)
                .map(
                        buried -> {
                            meter.buried(park.errorClass());
                            return new Settlement.Done();
                        });
    }
}
