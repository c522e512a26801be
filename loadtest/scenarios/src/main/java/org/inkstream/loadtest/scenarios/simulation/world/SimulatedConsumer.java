package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of one process. It has no thread and never waits; it has of Kafka's own double only
 * the methods that a source does not use.
 */
final class SimulatedConsumer extends MockConsumer<String, byte[]> {
    private static final int MOST_RECORDS = 3;

    private final Incarnation me;
    private final Topic topic;
    private final Group group;
    private final Weather weather;
    private final CrashPlan crashes;
    private final OffsetCommits commits;
    private final Parts parts;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();

    private ConsumerRebalanceListener listener = NO_LISTENER;
    private Group.@Nullable Member member;
    private boolean rebalancing;
    private Duration lastTimeout = Duration.ZERO;

    private static final ConsumerRebalanceListener NO_LISTENER =
            new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
            };

    SimulatedConsumer(
            Incarnation me,
            Topic topic,
            Group group,
            Weather weather,
            CrashPlan crashes,
            OffsetCommits commits,
            Parts parts) {
        super("earliest");
        this.me = me;
        this.topic = topic;
        this.group = group;
        this.weather = weather;
        this.crashes = crashes;
        this.commits = commits;
        this.parts = parts;
    }

    /** Whether a rebalance listener is being called: whoever waits now holds the group up. */
    boolean rebalancing() {
        return rebalancing;
    }

    /** How long the last poll would have waited at most. */
    Duration lastTimeout() {
        return lastTimeout;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String name, Duration timeout) {
        return List.of(new PartitionInfo(name, 0, null, null, null));
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener called) {
        listener = called;
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
        lastTimeout = timeout;
        diesAt(Operation.POLL, Moment.BEFORE);
        commits.tellOutcomes();
        if (weather.ofBroker() == Weather.Fate.REFUSED) {
            throw new TimeoutException("the broker does not answer");
        }
        Group.Member current = joined();
        rebalance(current);
        ConsumerRecords<String, byte[]> records = fetch();
        diesAt(Operation.POLL, Moment.AFTER);
        return records;
    }

    private Group.Member joined() {
        Group.Member known = member;
        if (known != null && known.isOut()) {
            List<TopicPartition> lost = List.copyOf(positions.keySet());
            forget(lost);
            diesAt(Operation.LOST, Moment.BEFORE);
            listening(() -> listener.onPartitionsLost(lost));
            diesAt(Operation.LOST, Moment.AFTER);
            known = null;
        }
        if (known == null) {
            known = group.join(me);
            member = known;
            commits.sentBy(known);
            diesAt(Operation.JOIN, Moment.APPLIED);
        }
        return known;
    }

    private void rebalance(Group.Member current) {
        List<Integer> revoked = group.toRevoke(current);
        if (!revoked.isEmpty()) {
            List<TopicPartition> partitions = named(revoked);
            diesAt(Operation.REVOKE, Moment.BEFORE);
            listening(() -> listener.onPartitionsRevoked(partitions));
            diesAt(Operation.REVOKE, Moment.APPLIED);
            forget(partitions);
            group.released(current, revoked);
            diesAt(Operation.REVOKE, Moment.AFTER);
        }
        List<Integer> assigned = current.isOut() ? List.of() : group.toAssign(current);
        if (!assigned.isEmpty()) {
            diesAt(Operation.ASSIGN, Moment.BEFORE);
            assigned.forEach(one -> positions.put(named(one), group.committed(one)));
            listening(() -> listener.onPartitionsAssigned(named(assigned)));
            diesAt(Operation.ASSIGN, Moment.AFTER);
        }
    }

    private void listening(Runnable call) {
        rebalancing = true;
        try {
            call.run();
        } finally {
            rebalancing = false;
        }
    }

    private void forget(List<TopicPartition> partitions) {
        partitions.forEach(positions::remove);
        partitions.forEach(paused::remove);
    }

    private ConsumerRecords<String, byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> fetched = new LinkedHashMap<>();
        int room = MOST_RECORDS;
        for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            TopicPartition partition = position.getKey();
            if (paused.contains(partition) || room == 0) {
                continue;
            }
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            for (Topic.Entry entry : topic.log(partition.partition())) {
                if (entry.offset() >= position.getValue() && room > 0) {
                    records.add(recordOf(entry));
                    room--;
                }
            }
            if (!records.isEmpty()) {
                position.setValue(records.get(records.size() - 1).offset() + 1);
                fetched.put(partition, records);
            }
        }
        return new ConsumerRecords<>(fetched, Map.of());
    }

    private static ConsumerRecord<String, byte[]> recordOf(Topic.Entry entry) {
        return new ConsumerRecord<>(
                Letters.TOPIC,
                entry.partition(),
                entry.offset(),
                entry.content().documentId(),
                entry.content().bytes());
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        commits.send(numbered(offsets), failure -> callback.onComplete(offsets, failure));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        commits.sendNow(numbered(offsets));
    }

    @Override
    public synchronized Set<TopicPartition> assignment() {
        return Set.copyOf(positions.keySet());
    }

    @Override
    public synchronized Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    @Override
    public synchronized void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public void close(CloseOptions options) {
        diesAt(Operation.LEAVE, Moment.BEFORE);
        if (member != null) {
            group.leave(member);
        }
        diesAt(Operation.LEAVE, Moment.AFTER);
    }

    @Override
    public void wakeup() {}

    private void diesAt(Operation operation, Moment moment) {
        if (crashes.strikes(me, operation, moment)) {
            throw new Killed();
        }
    }

    private Map<Integer, Long> numbered(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<Integer, Long> numbered = new HashMap<>();
        offsets.forEach(
                (one, offset) ->
                        numbered.put(
                                one.partition(),
                                parts.committed(
                                        offset.offset(),
                                        positions.getOrDefault(one, offset.offset()))));
        return numbered;
    }

    private static List<TopicPartition> named(List<Integer> partitions) {
        return partitions.stream().map(SimulatedConsumer::named).toList();
    }

    private static TopicPartition named(int partition) {
        return new TopicPartition(Letters.TOPIC, partition);
    }
}
