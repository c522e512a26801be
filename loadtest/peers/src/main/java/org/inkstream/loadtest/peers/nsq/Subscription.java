package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Consumer;

/** What one connection has of a channel: its window, and what it says of messages. */
final class Subscription implements Subscriber {
    private static final int ID_LENGTH = 16;

    private final Channel channel;
    private final NsqdRules rules;
    private final Duration messageTimeout;
    private final Consumer<Buffer> say;

    private long window;
    private long inFlight;
    private boolean closing;

    Subscription(Channel channel, NsqdRules rules, Duration messageTimeout, Consumer<Buffer> say) {
        this.channel = channel;
        this.rules = rules;
        this.messageTimeout = messageTimeout;
        this.say = say;
        channel.join(this);
    }

    void ready(Heard command) {
        long count = command.words().size() > 1 ? command.number(1) : 1;
        if (closing) {
            return;
        }
        if (count < 0 || count > rules.maxReady()) {
            throw Refused.fatal(
                    "E_INVALID",
                    "RDY count %d out of range 0-%d".formatted(count, rules.maxReady()));
        }
        window = count;
        channel.deliver();
    }

    void finish(Heard command) {
        String id = id(command);
        settle("FIN", id, () -> channel.finish(this, id));
        room();
    }

    void requeue(Heard command) {
        String id = id(command);
        long asked = Math.max(0, command.number(2));
        Duration delay = Duration.ofMillis(Math.min(asked, NsqdRules.MAX_DELAY.toMillis()));
        settle("REQ", id, () -> channel.requeue(this, id, delay));
        room();
    }

    void touch(Heard command) {
        String id = id(command);
        settle("TOUCH", id, () -> channel.touch(this, id));
    }

    void close() {
        if (closing) {
            throw Refused.fatal("E_INVALID", "cannot CLS in current state");
        }
        closing = true;
        window = 0;
    }

    /** The connection has ended; what is in flight stays so until its time is over. */
    void leave() {
        channel.leave(this);
    }

    private void room() {
        inFlight--;
        channel.deliver();
    }

    private static void settle(String name, String id, Runnable word) {
        try {
            word.run();
        } catch (Channel.NotYours refused) {
            throw Refused.mildly(
                    "E_" + name + "_FAILED",
                    "%s %s failed %s".formatted(name, id, refused.getMessage()));
        }
    }

    private static String id(Heard command) {
        if (command.word(1).length() != ID_LENGTH) {
            throw Refused.fatal("E_INVALID", "invalid message ID");
        }
        return command.word(1);
    }

    @Override
    public boolean hasRoom() {
        return inFlight < window;
    }

    @Override
    public void deliver(Queued message) {
        inFlight++;
        say.accept(
                Frames.message(
                        message.timestampNanos(),
                        message.attempts(),
                        message.id(),
                        message.body()));
    }

    @Override
    public void timedOut() {
        inFlight--;
    }

    @Override
    public Duration messageTimeout() {
        return messageTimeout;
    }
}
