package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.time.VirtualTimers;

/**
 * Several nsqd at the far ends of slow wires. With each message that arrives it is checked that no
 * more are in flight than the window allows, or allowed before it was made smaller.
 */
final class SimulatedNsqds {
    private static final Duration WIRE = Duration.ofMillis(100);
    private static final Duration HEARD_BY_ALL = Duration.ofSeconds(2);

    private final VirtualTimers timers = new VirtualTimers();
    private final ReadyWindow window = new ReadyWindow(timers);
    private final List<Nsqd> nsqds = new ArrayList<>();
    private int places = 1;
    private int bound = 1;
    private long shrunkAtNanos;

    SimulatedNsqds() {
        window.resize(places);
    }

    void connect(int largest) {
        Nsqd nsqd = new Nsqd(largest);
        nsqds.add(nsqd);
        window.join(nsqd.share);
    }

    void die(int who) {
        if (!nsqds.isEmpty()) {
            Nsqd dead = nsqds.remove(who % nsqds.size());
            dead.alive = false;
            window.leave(dead.share);
        }
    }

    void publish(int who, int messages) {
        if (!nsqds.isEmpty()) {
            Nsqd nsqd = nsqds.get(who % nsqds.size());
            nsqd.queued += messages;
            nsqd.deliver();
        }
    }

    void settle(int who, int messages) {
        if (!nsqds.isEmpty()) {
            Nsqd nsqd = nsqds.get(who % nsqds.size());
            for (int settled = 0; settled < messages && nsqd.held > 0; settled++) {
                nsqd.settleOne();
            }
        }
    }

    void resize(int to) {
        if (to < places) {
            shrunkAtNanos = timers.monotonicNanos();
        }
        places = to;
        bound = Math.max(bound, to);
        window.resize(to);
    }

    void pass(long millis) {
        timers.advance(Duration.ofMillis(millis));
    }

    /** Long enough for each connection to have its turn with each of its messages. */
    void settleEverything() {
        resize(Math.max(1, places));
        for (int second = 0; second < 100_000 && unsettled() > 0; second++) {
            settleWhatIsHeld();
            pass(1000);
        }
        pass(5000);
    }

    /** Queued, on the wire or held. */
    int unsettled() {
        return nsqds.stream().mapToInt(nsqd -> nsqd.queued + nsqd.inFlight).sum();
    }

    /** Whether all of the window is granted before long; a place changes hands now and then. */
    boolean grantAll() {
        int grantable = Math.min(places, nsqds.stream().mapToInt(nsqd -> nsqd.largest).sum());
        for (int look = 0; look < 10 && granted() != grantable; look++) {
            pass(200);
        }
        return granted() == grantable;
    }

    /** Nothing is left but what is on the wires. */
    void close() {
        window.close();
        timers.advance(WIRE);
    }

    int pendingTimers() {
        return timers.pending();
    }

    private int granted() {
        return nsqds.stream().mapToInt(nsqd -> nsqd.ready).sum();
    }

    private void settleWhatIsHeld() {
        for (Nsqd nsqd : nsqds) {
            while (nsqd.held > 0) {
                nsqd.settleOne();
            }
        }
    }

    private void checkBound() {
        int held = nsqds.stream().mapToInt(nsqd -> nsqd.held).sum();
        boolean heard = timers.since(shrunkAtNanos).compareTo(HEARD_BY_ALL) > 0;
        if (heard && nsqds.stream().mapToInt(nsqd -> nsqd.inFlight).sum() <= places) {
            bound = places;
        }
        assertThat(held).as("in flight").isLessThanOrEqualTo(bound);
    }

    /** As nsqd does it: delivers while less is in flight than RDY said last. */
    private final class Nsqd {
        private final int largest;
        private final Share share;
        private boolean alive = true;
        private int queued;
        private int ready;
        private int inFlight;
        private int held;

        Nsqd(int largest) {
            this.largest = largest;
            this.share = new Share(largest, () -> held, this::hear, timers);
        }

        void deliver() {
            while (alive && queued > 0 && inFlight < ready) {
                queued--;
                inFlight++;
                timers.after(WIRE, this::arrive);
            }
        }

        void settleOne() {
            held--;
            window.freed();
            timers.after(
                    WIRE,
                    () -> {
                        inFlight--;
                        deliver();
                    });
        }

        private void hear(int messages) {
            assertThat(messages).isBetween(0, largest);
            timers.after(
                    WIRE,
                    () -> {
                        ready = messages;
                        deliver();
                    });
        }

        private void arrive() {
            if (alive) {
                held++;
                share.delivered(timers.monotonicNanos());
                checkBound();
            }
        }
    }
}
