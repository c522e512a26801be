package org.inkstream.agents.gateway.schedule;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything that waits for one model, or for any of those that are loaded together. */
final class Lane {
    /** Below every priority. */
    static final int NOBODY = Integer.MIN_VALUE;

    /** Turns that a higher class has before a lower one, passed over for too long, has one. */
    private static final int PASSES = 3;

    private final String model;
    private final long patience;
    private final TreeMap<Integer, FairQueue> classes = new TreeMap<>(Comparator.reverseOrder());

    /** In the order in which they came, whether their group is worked on or not. */
    private final Set<Entry> waiting = new LinkedHashSet<>();

    /** How many wait, by priority. */
    private final TreeMap<Integer, Integer> waitingOf = new TreeMap<>(Comparator.reverseOrder());

    private long work;
    private int running;
    private int passed;

    /**
     * @param model empty for those that are loaded together
     * @param patience nanoseconds for which a lower class is passed over at most
     */
    Lane(String model, long patience) {
        this.model = model;
        this.patience = patience;
    }

    String model() {
        return model;
    }

    void add(Entry entry) {
        waiting.add(entry);
        work += entry.cost;
        waitingOf.merge(entry.ask.priority(), 1, Integer::sum);
    }

    void remove(Entry entry) {
        if (waiting.remove(entry)) {
            work -= entry.cost;
            waitingOf.computeIfPresent(
                    entry.ask.priority(), (priority, count) -> count > 1 ? count - 1 : null);
        }
    }

    void sent(Entry entry) {
        remove(entry);
        running++;
    }

    void ended() {
        running--;
    }

    boolean anyWaits() {
        return !waiting.isEmpty();
    }

    /** When the call came that waits longest; there must be one. */
    long oldest() {
        return waiting.iterator().next().arrived;
    }

    /** How long the server will work on what waits, in nanoseconds. */
    long work() {
        return work;
    }

    int running() {
        return running;
    }

    void enqueue(Group group, long now) {
        classes.computeIfAbsent(group.priority, none -> new FairQueue()).add(group, now);
    }

    void dequeue(Group group) {
        classes.computeIfAbsent(group.priority, none -> new FairQueue()).remove(group);
    }

    /** The highest priority of a group that nobody works on. */
    int highest() {
        for (Map.Entry<Integer, FairQueue> one : classes.entrySet()) {
            if (!one.getValue().isEmpty()) {
                return one.getKey();
            }
        }
        return NOBODY;
    }

    /** The priority of the most urgent call that waits. */
    int urgency() {
        return waitingOf.isEmpty() ? NOBODY : waitingOf.firstKey();
    }

    /** Takes the next group out, and charges its collection. */
    Optional<Group> take(long now) {
        Optional<FairQueue> next = classInTurn(now);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Group group = next.get().first();
        next.get().remove(group);
        group.held = true;
        group.waiting().forEach(this::charge);
        return Optional.of(group);
    }

    /** The group that nobody works on and whose turn would come last. */
    Optional<Group> last() {
        return classes.descendingMap().values().stream()
                .filter(one -> !one.isEmpty())
                .findFirst()
                .map(FairQueue::last);
    }

    private Optional<FairQueue> classInTurn(long now) {
        FairQueue highest = null;
        FairQueue overdue = null;
        for (FairQueue one : classes.values()) {
            if (one.isEmpty()) {
                continue;
            }
            if (highest == null) {
                highest = one;
            } else if (now - one.oldest() > patience
                    && (overdue == null || one.oldest() < overdue.oldest())) {
                overdue = one;
            }
        }
        boolean lowerTurn = overdue != null && passed >= PASSES;
        passed = overdue == null || lowerTurn ? 0 : passed + 1;
        return Optional.ofNullable(lowerTurn ? overdue : highest);
    }

    /** The cost of a call whose group is worked on. */
    void charge(Entry entry) {
        if (!entry.charged) {
            entry.charged = true;
            charge(entry.group, entry.cost);
        }
    }

    /** Replaces what was charged for a call by what it took, nothing if it was never sent. */
    void settle(Entry entry, long took) {
        if (entry.charged) {
            entry.charged = false;
            charge(entry.group, took - entry.cost);
        }
    }

    private void charge(Group group, long nanos) {
        classes.computeIfAbsent(group.priority, none -> new FairQueue())
                .charge(group.collection, nanos);
    }
}
