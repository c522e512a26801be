package org.inkstream.app.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.inkstream.time.Timers;

/**
 * Says when a day begins, for with it there is new money for what lacked it. Used on one event
 * loop.
 */
final class NewMoney {
    /** Clocks of processes differ a little. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofSeconds(30);

    private final ZoneId zone;
    private final Timers timers;
    private final Runnable begun;
    private Timers.Timer next = () -> false;

    /**
     * @param zone in which days begin
     * @param begun is called soon after each midnight
     */
    NewMoney(ZoneId zone, Timers timers, Runnable begun) {
        this.zone = zone;
        this.timers = timers;
        this.begun = begun;
    }

    void start() {
        Instant now = timers.now();
        Instant midnight =
                LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        next =
                timers.after(
                        Duration.between(now, midnight).plus(AFTER_MIDNIGHT),
                        () -> {
                            begun.run();
                            start();
                        });
    }

    void stop() {
        next.cancel();
    }
}
