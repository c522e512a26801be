package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One delivery, with the time that nsqd gives it. A delivery is this object and not its id, which
 * is the same each time: what is said of one delivery never reaches another.
 */
final class HeldMessage implements NsqMessage {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final HeldMessages holder;
    private final Frame.Message frame;
    private final long lastNanos;
    private long deadlineNanos;
    private boolean touched;
    private LostDelivery.@Nullable Why lost;

    HeldMessage(HeldMessages holder, Frame.Message frame, long nowNanos) {
        this.holder = holder;
        this.frame = frame;
        this.lastNanos = nowNanos + holder.times().longestNanos();
        this.deadlineNanos = holder.times().deadline(nowNanos, lastNanos);
    }

    @Override
    public String topic() {
        return holder.topic();
    }

    @Override
    public String channel() {
        return holder.channel();
    }

    @Override
    public String id() {
        return frame.id();
    }

    @Override
    public int attempts() {
        return frame.attempts();
    }

    @Override
    public Instant publishedAt() {
        return Instant.ofEpochSecond(0, frame.timestampNanos());
    }

    @Override
    public Buffer body() {
        return frame.body();
    }

    @Override
    public Future<Void> finish() {
        return holder.settle(this, Command.finish(id()), ConsumerMeter.Event.FINISHED);
    }

    @Override
    public Future<Void> requeue(Duration pause) {
        Duration bounded = pause.isNegative() ? Duration.ZERO : pause;
        if (bounded.compareTo(LONGEST_PAUSE) > 0) {
            bounded = LONGEST_PAUSE;
        }
        return holder.settle(this, Command.requeue(id(), bounded), ConsumerMeter.Event.REQUEUED);
    }

    /** When it came. */
    long takenNanos() {
        return lastNanos - holder.times().longestNanos();
    }

    /** Why it is no longer in flight here; empty while it is. */
    Optional<LostDelivery.Why> lost() {
        return Optional.ofNullable(lost);
    }

    void lose(LostDelivery.Why why) {
        lost = why;
    }

    void touch(long nowNanos) {
        touched = true;
        deadlineNanos = holder.times().deadline(nowNanos, lastNanos);
    }

    boolean wasTouched() {
        return touched;
    }

    /** Whether nsqd would give it any more time. */
    boolean isTouchable() {
        return deadlineNanos != lastNanos;
    }

    /** When something has to be done about it next: touched, or given up. */
    long dueNanos() {
        return isTouchable() ? deadlineNanos - holder.times().halfNanos() : expiresNanos();
    }

    boolean isExpired(long nowNanos) {
        return nowNanos - expiresNanos() >= 0;
    }

    private long expiresNanos() {
        return deadlineNanos - holder.times().marginNanos();
    }
}
