package org.inkstream.pipeline.ingest.kafka;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import org.inkstream.catalogue.RetryRule;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when a record's work has ended: it is settled, or it waits for a later try.
 * Not thread-safe: used on the poll thread only.
 */
final class Ends {
    private static final Logger LOGGER = LoggerFactory.getLogger(Ends.class);

    private static final RetryRule AFTER_FAILURE =
            new RetryRule(Integer.MAX_VALUE, Duration.ofSeconds(1), 2, Duration.ofSeconds(60));

    private final Window window;
    private final Timers clock;
    private final SourceMeter meter;
    private boolean leaving;

    Ends(Window window, Timers clock, SourceMeter meter) {
        this.window = window;
        this.clock = clock;
        this.meter = meter;
    }

    /**
     * From now on nothing waits for a later try here: the broker shows it to whoever comes next.
     */
    void postponeNoMore() {
        leaving = true;
    }

    /** A record that was in the air has ended, or failed. */
    void take(Ticket ticket, AsyncResult<Settlement> end) {
        window.returned(ticket);
        if (end.succeeded()) {
            end.result().match(done -> settle(ticket), later -> postpone(ticket, later), this::bug);
        } else {
            retry(ticket, end.cause());
        }
    }

    private boolean settle(Ticket ticket) {
        ticket.settle();
        meter.settled();
        return true;
    }

    private boolean postpone(Ticket ticket, Settlement.RetryLater later) {
        ticket.leftToOthers();
        postpone(ticket, later.pause());
        return true;
    }

    private boolean bug(Settlement.Park park) {
        throw new IllegalStateException("a parked record must be buried by its lane: " + park);
    }

    private void retry(Ticket ticket, Throwable failure) {
        int failures = ticket.failedAgain();
        if (failures == 1) {
            LOGGER.atWarn()
                    .addKeyValue("topic", ticket.delivery().origin().topic())
                    .addKeyValue("partition", ticket.delivery().origin().partition())
                    .addKeyValue("offset", ticket.delivery().origin().offset())
                    .setCause(failure)
                    .log("a record could not be worked on; it is tried again until it can");
        }
        postpone(ticket, AFTER_FAILURE.pauseBefore(failures));
    }

    private void postpone(Ticket ticket, Duration pause) {
        // Whoever owns the partition now, or after us, is shown the record by the broker. What was
        // begun here and broke off is finished here all the same: its run may be ours, and then the
        // others wait for us.
        if (!leaving && (ticket.isUnfinished() || !ticket.tenure().isOver())) {
            window.postpone(ticket, clock.monotonicNanos() + pause.toNanos());
            meter.postponed();
        }
    }
}
