package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.metrics.NsqMeters;
import org.inkstream.time.Timers;

/**
 * Notices that a connection is dead although it is open: nothing came for two heartbeats, or what
 * was asked is not answered although heartbeats come. It counts beats and measures no time, so that
 * a process that was suspended does not blame its peer. Not thread-safe: used on its connection's
 * event loop.
 */
final class Watchdog {
    /** A beat that is a little late is none that is missed. */
    private static final int PERCENT_OF_A_BEAT = 110;

    private static final int BEATS = 2;

    private final Timers timers;
    private final Duration period;
    private final Unanswered unanswered;
    private final NsqMeters meters;
    private final Consumer<String> dead;

    private Timers.Timer next = () -> false;
    private boolean heard;
    private int silent;
    private int stuck;

    /**
     * @param dead told why, once
     */
    Watchdog(
            Timers timers,
            Duration heartbeat,
            Unanswered unanswered,
            NsqMeters meters,
            Consumer<String> dead) {
        this.timers = timers;
        this.period = heartbeat.multipliedBy(PERCENT_OF_A_BEAT).dividedBy(100);
        this.unanswered = unanswered;
        this.meters = meters;
        this.dead = dead;
    }

    void start() {
        next = timers.after(period, this::look);
    }

    void heard() {
        heard = true;
    }

    void stop() {
        next.cancel();
    }

    private void look() {
        silent = heard ? 0 : silent + 1;
        stuck = unanswered.standsStill() ? stuck + 1 : 0;
        if (!heard) {
            meters.heartbeatMissed();
        }
        heard = false;
        if (silent == BEATS) {
            dead.accept("it was silent for " + BEATS + " heartbeats");
        } else if (stuck > BEATS) {
            dead.accept("it beats but does not answer what it was asked");
        } else {
            start();
        }
    }
}
