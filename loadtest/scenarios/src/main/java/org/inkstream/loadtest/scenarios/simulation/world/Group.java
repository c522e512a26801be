package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The consumer group as its coordinator sees it: members, who may read which partition, and what
 * was committed. A partition is given to nobody before its last owner has let go of it.
 */
final class Group {
    private static final long SESSION_NANOS = Duration.ofSeconds(6).toNanos();

    private final Topic topic;
    private final Schedule schedule;
    private final Witness witness;
    private final Predicate<Topic.Entry> settled;
    private final List<Member> members = new ArrayList<>();
    private final Map<Integer, Long> committed = new HashMap<>();

    Group(Topic topic, Schedule schedule, Witness witness, Predicate<Topic.Entry> settled) {
        this.topic = topic;
        this.schedule = schedule;
        this.witness = witness;
        this.settled = settled;
    }

    Member join(Incarnation process) {
        Member member = new Member(process);
        members.add(member);
        assign(0);
        return member;
    }

    void leave(Member member) {
        throwOut(member);
    }

    /** The coordinator loses sight of a member that lives. */
    void loseOne(Chance chance) {
        if (!members.isEmpty()) {
            throwOut(chance.oneOf(members));
        }
    }

    /** The coordinator changes its mind about who reads what. */
    void shuffle(Chance chance) {
        members.forEach(member -> member.target.clear());
        assign(chance.below(7));
    }

    /** Throws out whoever has not been heard for the length of a session. */
    void listen() {
        for (Member member : List.copyOf(members)) {
            boolean silent = member.process.gone() || member.process.frozen();
            if (!silent) {
                member.heardNanos = schedule.nowNanos();
            } else if (schedule.nowNanos() - member.heardNanos >= SESSION_NANOS) {
                throwOut(member);
            }
        }
    }

    private void throwOut(Member member) {
        if (members.remove(member)) {
            member.out = true;
            assign(0);
        }
    }

    private void assign(int rotation) {
        if (members.isEmpty()) {
            return;
        }
        Set<Integer> left = new TreeSet<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            left.add(partition);
        }
        int quota = (topic.partitions() + members.size() - 1) / members.size();
        for (Member member : members) {
            Iterator<Integer> held = member.target.iterator();
            for (int kept = 0; held.hasNext(); kept++) {
                int partition = held.next();
                if (kept < quota) {
                    left.remove(partition);
                } else {
                    held.remove();
                }
            }
        }
        int next = rotation;
        for (int partition : left) {
            while (members.get(next % members.size()).target.size() >= quota) {
                next++;
            }
            members.get(next % members.size()).target.add(partition);
        }
    }

    /** Partitions that the member must let go of before others may have them. */
    List<Integer> toRevoke(Member member) {
        return member.owned.stream().filter(one -> !member.target.contains(one)).toList();
    }

    void released(Member member, List<Integer> partitions) {
        member.owned.removeAll(partitions);
        member.epoch++;
    }

    /** Partitions that the member may begin to read; they are its own from now on. */
    List<Integer> toAssign(Member member) {
        List<Integer> added =
                member.target.stream()
                        .filter(one -> !member.owned.contains(one) && nobodyHas(one))
                        .toList();
        if (!added.isEmpty()) {
            member.owned.addAll(added);
            member.epoch++;
        }
        return added;
    }

    private boolean nobodyHas(int partition) {
        return members.stream().noneMatch(member -> member.owned.contains(partition));
    }

    /**
     * @param epoch of the member when it sent this
     * @return whether it was accepted
     */
    boolean commit(Member member, long epoch, Map<Integer, Long> offsets) {
        if (member.out || member.epoch != epoch) {
            return false;
        }
        offsets.forEach(this::commit);
        return true;
    }

    private void commit(int partition, long offset) {
        long before = committed(partition);
        if (offset < before) {
            witness.broken(
                    "I4",
                    "partition %d goes back from %d to %d".formatted(partition, before, offset));
        }
        for (Topic.Entry entry : topic.log(partition)) {
            if (entry.offset() >= before && entry.offset() < offset && !settled.test(entry)) {
                witness.broken(
                        "I4",
                        "offset %d of partition %d is committed, but %s at %d is not settled"
                                .formatted(
                                        offset,
                                        partition,
                                        entry.content().documentId(),
                                        entry.offset()));
            }
        }
        committed.put(partition, offset);
    }

    long committed(int partition) {
        return committed.getOrDefault(partition, 0L);
    }

    /** Whether nothing is left to read or to commit. */
    boolean isThrough() {
        for (int partition = 0; partition < topic.partitions(); partition++) {
            if (committed(partition) < topic.end(partition)) {
                return false;
            }
        }
        return true;
    }

    /** One consumer as long as the coordinator knows it. */
    final class Member {
        private final Incarnation process;
        private final Set<Integer> target = new TreeSet<>();
        private final Set<Integer> owned = new TreeSet<>();
        private long heardNanos = schedule.nowNanos();
        private long epoch;
        private boolean out;

        private Member(Incarnation process) {
            this.process = process;
        }

        boolean isOut() {
            return out;
        }

        long epoch() {
            return epoch;
        }

        List<Integer> owned() {
            return List.copyOf(owned);
        }
    }
}
