package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of the poll thread: settle what has ended, hand out what there is room for, stop or
 * resume intake, commit, poll. It always polls, with every partition paused if need be, so that the
 * group never believes it dead. Not thread-safe, except {@link #progress} and the mailbox.
 */
final class PollLoop implements ConsumerRebalanceListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(PollLoop.class);

    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final Duration BUSY_POLL = Duration.ofMillis(100);

    /** How long ends are waited for before the next poll, while records are at hand. */
    private static final Duration WAIT_TO_REFILL = Duration.ofMillis(5);

    private static final Duration WAIT_WHEN_FULL = Duration.ofMillis(100);

    /** Turns without a poll at most, so that the group is heard however fast letters end. */
    private static final int TURNS_TO_REFILL = 8;

    private static final int TURNS_WHEN_FULL = 64;

    private static final Duration METADATA_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final SourceLimits limits;
    private final Lanes lanes;
    private final Timers clock;
    private final SourceMeter meter;
    private final Mailbox mailbox;
    private final Window window;
    private final Tenures tenures = new Tenures();
    private final Commits commits;
    private final Ends ends;

    private boolean subscribed;
    private boolean intakeStopped;
    private boolean draining;
    private int turnsWithoutPoll;
    private volatile EventSource.Progress progress;

    /**
     * @param letters empty and unbounded; whenever a turn waits for ends, it waits there
     */
    PollLoop(
            Consumer<String, byte[]> consumer,
            String topic,
            SourceLimits limits,
            Lanes lanes,
            Timers clock,
            SourceMeter meter,
            BlockingQueue<Runnable> letters) {
        this.consumer = consumer;
        this.topic = topic;
        this.limits = limits;
        this.lanes = lanes;
        this.clock = clock;
        this.meter = meter;
        this.mailbox = new Mailbox(consumer::wakeup, letters);
        this.window = new Window(limits);
        this.ends = new Ends(window, clock, meter);
        this.commits = new Commits(consumer, limits.commitInterval(), clock, meter);
        this.progress = new EventSource.Progress(0, 0, false, clock.monotonicNanos());
    }

    Mailbox mailbox() {
        return mailbox;
    }

    EventSource.Progress progress() {
        return progress;
    }

    /** One turn. Throws what the consumer throws; the loop may be turned again afterwards. */
    void turn() {
        mailbox.open();
        if (!subscribed) {
            subscribe();
        }
        handOut();
        holdIntake();
        commits.commitWhenDue(tenures.all());
        report();
        pollOrWait();
    }

    /** Drops what is not in the air, and lets the rest finish. The loop keeps being turned. */
    void beginDrain() {
        draining = true;
        ends.postponeNoMore();
        window.forget(tenures.all());
    }

    /** Whether everything that was in the air has ended. */
    boolean isDry() {
        return window.inFlight() == 0 && mailbox.isEmpty();
    }

    /** Commits what is settled and leaves the group. */
    void leave() {
        mailbox.open();
        commits.commitNow(tenures.all());
        tenures.end(tenures.all());
        consumer.close(CloseOptions.timeout(LEAVE_PATIENCE));
        report();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        if (intakeStopped) {
            consumer.pause(assigned);
        }
        LOGGER.atInfo().addKeyValue("partitions", assigned.size()).log("partitions were assigned");
    }

    /**
     * Lets work in the air finish, commits it, and forgets the rest, before somebody else reads.
     */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        List<Tenure> ending = tenures.of(revoked);
        window.forget(ending);
        awaitEnds(ending);
        commits.commitNow(ending);
        giveUp(ending, revoked.size());
    }

    /** Somebody else may read them already: nothing may be committed. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        List<Tenure> ending = tenures.of(lost);
        window.forget(ending);
        giveUp(ending, lost.size());
    }

    private void subscribe() {
        List<?> partitions = consumer.partitionsFor(topic, METADATA_PATIENCE);
        if (partitions == null || partitions.isEmpty()) {
            throw new Trouble.NoSuchTopic(topic);
        }
        consumer.subscribe(List.of(topic), this);
        subscribed = true;
    }

    private void handOut() {
        if (draining) {
            return;
        }
        List<Ticket> batch = window.handOut(clock.monotonicNanos());
        if (!batch.isEmpty()) {
            lanes.handOut(batch, (ticket, end) -> mailbox.put(() -> ends.take(ticket, end)));
        }
    }

    private void holdIntake() {
        boolean stop = draining || !window.intakeOpen();
        if (stop && !intakeStopped) {
            consumer.pause(consumer.assignment());
        } else if (!stop && intakeStopped) {
            consumer.resume(consumer.paused());
        }
        intakeStopped = stop;
    }

    /**
     * Polling costs far more than looking into the mailbox, so while records are at hand the thread
     * waits for ends there, and polls now and then.
     */
    private void pollOrWait() {
        if (window.ready() == 0 && !draining) {
            take(poll(pollTimeout()));
        } else if (!endCame() || ++turnsWithoutPoll >= turnsAllowed()) {
            take(poll(Duration.ZERO));
        }
    }

    private int turnsAllowed() {
        return intakeStopped ? TURNS_WHEN_FULL : TURNS_TO_REFILL;
    }

    private boolean endCame() {
        try {
            return mailbox.awaitOne(intakeStopped ? WAIT_WHEN_FULL : WAIT_TO_REFILL);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new InterruptException(asked);
        }
    }

    private ConsumerRecords<String, byte[]> poll(Duration timeout) {
        turnsWithoutPoll = 0;
        try {
            return consumer.poll(timeout);
        } catch (WakeupException wanted) {
            return ConsumerRecords.empty();
        }
    }

    private Duration pollTimeout() {
        boolean idle = window.inFlight() == 0 && window.waiting() == 0;
        return window.untilDue(clock.monotonicNanos(), idle ? IDLE_POLL : BUSY_POLL);
    }

    private void take(ConsumerRecords<String, byte[]> taken) {
        if (taken.isEmpty()) {
            return;
        }
        long bytes = 0;
        for (ConsumerRecord<String, byte[]> one : taken) {
            Ticket ticket = tenures.take(one);
            bytes += ticket.bytes();
            window.add(ticket);
        }
        meter.taken(taken.count(), bytes);
    }

    private void awaitEnds(List<Tenure> ending) {
        mailbox.open();
        long deadline = clock.monotonicNanos() + limits.revocationDrain().toNanos();
        try {
            boolean came = true;
            while (came && ending.stream().anyMatch(tenure -> tenure.inFlight() > 0)) {
                came = mailbox.awaitOne(Duration.ofNanos(deadline - clock.monotonicNanos()));
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new InterruptException(asked);
        }
    }

    private void giveUp(List<Tenure> ending, int partitions) {
        int abandoned = ending.stream().mapToInt(Tenure::inFlight).sum();
        tenures.end(ending);
        meter.revoked(partitions, abandoned);
        LOGGER.atInfo()
                .addKeyValue("partitions", partitions)
                .addKeyValue("inFlight", abandoned)
                .log("partitions were taken away; what is in the air is finished all the same");
    }

    private void report() {
        progress =
                new EventSource.Progress(
                        window.inFlight(), window.waiting(), intakeStopped, clock.monotonicNanos());
        meter.standing(window.inFlight(), window.waiting(), intakeStopped);
    }
}
