package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.inkstream.time.Timers;

/**
 * Takes an engine from event to event with one timer. Times are fractions of nanoseconds since the
 * engine began; an event has the time that was computed for it, however late the timer fires.
 */
final class Clockwork {
    private final Timers timers;
    private final long origin;
    private final Agenda agenda = new Agenda();
    private final Course course;
    private final Deque<Runnable> outbox = new ArrayDeque<>();
    private Optional<Timers.Timer> timer = Optional.empty();
    private double now;
    private boolean telling;

    /** What goes on between events, at constant rates. */
    interface Course {
        /** Nanoseconds until something happens by itself; infinite if nothing does. */
        double untilNext();

        /** Lets time pass in which nothing happens. */
        void pass(double from, double to);

        /** Does what is due now, then what became possible. */
        void happen();
    }

    Clockwork(Timers timers, Course course) {
        this.timers = timers;
        this.course = course;
        this.origin = timers.monotonicNanos();
    }

    /** Nanoseconds since the engine began, of the event that is being handled or was the last. */
    double now() {
        return now;
    }

    /** Something from outside: what is due before it happens before it. */
    void change(Runnable what) {
        catchUp();
        what.run();
        course.happen();
        arm();
        tell();
    }

    Agenda.Entry in(double nanos, Runnable task) {
        return agenda.at(now + nanos, task);
    }

    void cancel(Agenda.Entry entry) {
        agenda.cancel(entry);
    }

    void cancelAll() {
        agenda.clear();
    }

    /** Runs foreign code after the change is complete. */
    void afterwards(Runnable news) {
        outbox.add(news);
    }

    private void catchUp() {
        double target = timers.monotonicNanos() - origin;
        for (double next = next(); next <= target; next = next()) {
            pass(next);
            agenda.run(now);
            course.happen();
        }
        // An event may have been computed for a moment that the clock shows only rounded down.
        pass(Math.max(target, now));
    }

    private double next() {
        return Math.min(agenda.next(), now + course.untilNext());
    }

    private void pass(double to) {
        course.pass(now, to);
        now = to;
    }

    private void arm() {
        timer.ifPresent(Timers.Timer::cancel);
        double next = next();
        timer =
                Double.isInfinite(next)
                        ? Optional.empty()
                        : Optional.of(timers.after(Nanos.atLeast(next - now), this::wake));
    }

    private void wake() {
        timer = Optional.empty();
        change(() -> {});
    }

    /** Handlers may come back with more; the outermost call tells it all, in order. */
    private void tell() {
        if (telling) {
            return;
        }
        telling = true;
        try {
            for (Runnable news = outbox.poll(); news != null; news = outbox.poll()) {
                news.run();
            }
        } finally {
            telling = false;
        }
    }
}
