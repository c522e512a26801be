package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Supplier;
import org.inkstream.time.Timers;

/** What one connection of the double says, in the manner that is ordered. On its event loop. */
final class Mouth {
    private final NetSocket socket;
    private final Timers timers;
    private final Supplier<Manner> manner;

    private Manner last = new Manner.Plain();
    private long said;
    private Buffer dripping = Buffer.buffer();

    /**
     * @param manner asked each time
     */
    Mouth(NetSocket socket, Timers timers, Supplier<Manner> manner) {
        this.socket = socket;
        this.timers = timers;
        this.manner = manner;
    }

    void say(Buffer bytes) {
        Manner now = manner.get();
        if (now != last) {
            last = now;
            said = 0;
        }
        if (now instanceof Manner.Plain && dripping.length() == 0) {
            write(bytes);
        } else if (now instanceof Manner.CutAfter cut) {
            sayUpTo(cut.bytes(), bytes);
        } else if (!(now instanceof Manner.Silent)) {
            boolean alreadyDripping = dripping.length() > 0;
            dripping = Buffer.buffer().appendBuffer(dripping).appendBuffer(bytes);
            if (!alreadyDripping) {
                drip();
            }
        }
    }

    private void sayUpTo(long limit, Buffer bytes) {
        long left = limit - said;
        said += bytes.length();
        if (left >= bytes.length()) {
            write(bytes);
        } else {
            // Not a reset: that could overtake the bytes that are to arrive.
            write(bytes.slice(0, (int) Math.max(0, left)));
            socket.close();
        }
    }

    private void drip() {
        if (!(last instanceof Manner.Drip slow) || manner.get() != last) {
            write(dripping);
            dripping = Buffer.buffer();
            return;
        }
        int now = Math.min(slow.bytes(), dripping.length());
        write(dripping.getBuffer(0, now));
        dripping = dripping.getBuffer(now, dripping.length());
        if (dripping.length() > 0) {
            timers.after(slow.pause(), this::drip);
        }
    }

    private void write(Buffer bytes) {
        // Who does not hear it has closed, and is told of that elsewhere.
        var unused = socket.write(bytes);
    }
}
