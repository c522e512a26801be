package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;
import org.inkstream.loadtest.scenarios.simulation.world.Weather.Fate;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one consumer, which reach the coordinator in the order in which they were sent.
 */
final class OffsetCommits {
    private final Incarnation me;
    private final Group group;
    private final Schedule schedule;
    private final Weather weather;
    private final CrashPlan crashes;

    private final Deque<Request> onTheWay = new ArrayDeque<>();
    private final Deque<Runnable> outcomes = new ArrayDeque<>();
    private Group.@Nullable Member sender;

    OffsetCommits(
            Incarnation me, Group group, Schedule schedule, Weather weather, CrashPlan crashes) {
        this.me = me;
        this.group = group;
        this.schedule = schedule;
        this.weather = weather;
        this.crashes = crashes;
    }

    /** Later commits come from this member. */
    void sentBy(Group.Member member) {
        sender = member;
    }

    /**
     * @param outcome told null if it was accepted, when outcomes are next told
     */
    void send(Map<Integer, Long> offsets, Consumer<@Nullable Exception> outcome) {
        diesAt(Operation.COMMIT, Moment.BEFORE);
        Request request = new Request(offsets, weather.ofBroker(), outcome);
        onTheWay.add(request);
        schedule.in(
                request.fate == Fate.SLOW ? weather.longTime() : weather.latency(),
                Schedule.WORLD,
                Operation.COMMIT.wireName(),
                "",
                request::arrive);
    }

    /** What a poll does first: the application hears what became of its commits. */
    void tellOutcomes() {
        for (Runnable outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            outcome.run();
            diesAt(Operation.COMMIT, Moment.AFTER);
        }
    }

    /**
     * @throws TimeoutException if nobody knows whether it was accepted
     * @throws CommitFailedException if it was not, because the group has moved on
     */
    void sendNow(Map<Integer, Long> offsets) {
        diesAt(Operation.COMMIT_NOW, Moment.BEFORE);
        while (!onTheWay.isEmpty()) {
            onTheWay.element().arrive();
        }
        tellOutcomes();
        Fate fate = weather.ofBroker();
        boolean accepted = fate != Fate.REFUSED && commit(sender, offsets, epoch());
        schedule.note(me.name(), "commit-now", fate + " " + offsets);
        diesAt(Operation.COMMIT_NOW, Moment.APPLIED);
        if (fate == Fate.REFUSED || fate == Fate.UNKNOWN || fate == Fate.LATE) {
            throw new TimeoutException("the coordinator does not answer");
        }
        if (!accepted) {
            throw new CommitFailedException("the group has moved on");
        }
        diesAt(Operation.COMMIT_NOW, Moment.AFTER);
    }

    private boolean commit(Group.@Nullable Member from, Map<Integer, Long> offsets, long epoch) {
        return from != null && group.commit(from, epoch, offsets);
    }

    private long epoch() {
        return sender == null ? 0 : sender.epoch();
    }

    private void diesAt(Operation operation, Moment moment) {
        if (crashes.strikes(me, operation, moment)) {
            throw new Killed();
        }
    }

    private final class Request {
        private final Map<Integer, Long> offsets;
        private final Group.@Nullable Member from;
        private final long epoch;
        private final Fate fate;
        private final Consumer<@Nullable Exception> outcome;

        private Request(
                Map<Integer, Long> offsets, Fate fate, Consumer<@Nullable Exception> outcome) {
            this.offsets = offsets;
            this.from = sender;
            this.epoch = epoch();
            this.fate = fate;
            this.outcome = outcome;
        }

        private void arrive() {
            if (!onTheWay.remove(this)) {
                return;
            }
            boolean accepted = fate != Fate.REFUSED && commit(from, offsets, epoch);
            if (crashes.strikes(me, Operation.COMMIT, Moment.APPLIED)) {
                return;
            }
            if (fate == Fate.KEPT || fate == Fate.SLOW) {
                outcomes.add(
                        () ->
                                outcome.accept(
                                        accepted
                                                ? null
                                                : new CommitFailedException("not accepted")));
            } else {
                outcomes.add(() -> outcome.accept(new TimeoutException("no answer")));
            }
        }
    }
}
