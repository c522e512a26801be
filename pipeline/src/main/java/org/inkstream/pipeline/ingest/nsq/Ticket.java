package org.inkstream.pipeline.ingest.nsq;

import java.util.Map;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.ingest.nsq.client.NsqMessage;
import org.inkstream.time.Timers;

/**
 * One message that was received, and the letter in it, until that has ended here. Its delivery may
 * be read on any thread, the rest belongs to the source's event loop.
 */
final class Ticket {
    private final NsqMessage message;
    private final Delivery delivery;
    private final int lane;
    private Timers.Timer pause = () -> false;
    private boolean held = true;
    private boolean accepted;
    private int failures;

    Ticket(NsqMessage message, int lane) {
        this.message = message;
        this.lane = lane;
        this.delivery =
                new Delivery(
                        new Delivery.Origin(message.topic(), -1, -1),
                        "",
                        message.body().getBytes(),
                        Map.of(Delivery.MESSAGE_ID, message.id()));
    }

    NsqMessage message() {
        return message;
    }

    Delivery delivery() {
        return delivery;
    }

    int lane() {
        return lane;
    }

    /** Why it goes to the dead letters after so many deliveries. */
    Settlement.Park deliveredMoreThan(int allowed) {
        String reason =
                "it was delivered "
                        + message.attempts()
                        + " times and never accepted; at most "
                        + allowed
                        + " are allowed";
        return new Settlement.Park(ErrorClass.UNKNOWN, reason, message.attempts());
    }

    /** Whether nothing was said to nsqd of the message yet. */
    boolean isHeld() {
        return held;
    }

    void letGo() {
        held = false;
    }

    /** Whether its letter comes to its end, as this try has found, whoever brings it there. */
    boolean isAccepted() {
        return accepted;
    }

    void begin() {
        accepted = false;
    }

    void accepted() {
        accepted = true;
    }

    /** Counts one more failed try, and returns how many there were. */
    int failedAgain() {
        return ++failures;
    }

    /** Whether a try broke off: its run may be this process's own, and then nobody else has it. */
    boolean isUnfinished() {
        return failures > 0;
    }

    void waits(Timers.Timer until) {
        pause = until;
    }

    /**
     * Ends its pause.
     *
     * @return false if it was in none
     */
    boolean stopWaiting() {
        return pause.cancel();
    }
}
