package org.inkstream.agents.gateway.schedule;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * For servers that share what they have read among all calls: many documents at once, all calls of
 * one together. Where reading pays, the first call of a document goes ahead alone until the server
 * begins to answer it, and so has read the document.
 */
final class WindowPlacement implements Placement {
    private final boolean primes;

    /** Groups that were begun, and of which calls wait that may be sent. */
    private final TreeMap<Integer, Set<Group>> open = new TreeMap<>(Comparator.reverseOrder());

    /**
     * @param primes whether a document is read by one call ahead of the others
     */
    WindowPlacement(boolean primes) {
        this.primes = primes;
    }

    @Override
    public Optional<Entry> choose(Lane lane, long now) {
        Optional<Group> begun = firstOpen(lane);
        return begun.filter(group -> group.priority >= lane.highest())
                .or(() -> lane.take(now))
                .or(() -> begun)
                .map(this::send);
    }

    private Optional<Group> firstOpen(Lane lane) {
        for (Set<Group> peers : open.values()) {
            for (Group group : peers) {
                if (group.lane == lane) {
                    return Optional.of(group);
                }
            }
        }
        return Optional.empty();
    }

    private Entry send(Group group) {
        Entry entry = group.first();
        group.remove(entry);
        group.running++;
        if (primes && !group.read) {
            group.reader = entry;
            close(group);
        } else {
            openIfAnyWaits(group);
        }
        return entry;
    }

    @Override
    public void joined(Entry entry, long now) {
        Group group = entry.group;
        if (group.held) {
            group.lane.charge(entry);
            if (group.reader == null) {
                openIfAnyWaits(group);
            }
        } else if (group.waiting().size() == 1) {
            group.lane.enqueue(group, now);
        }
    }

    @Override
    public void withdrawn(Entry entry, long now) {
        Group group = entry.group;
        if (group.anyWaits()) {
            return;
        }
        if (group.held) {
            close(group);
            forgetIfOver(group);
        } else {
            group.lane.dequeue(group);
        }
    }

    @Override
    public void begun(Entry entry, long now) {
        Group group = entry.group;
        if (entry.equals(group.reader)) {
            group.reader = null;
            group.read = true;
            openIfAnyWaits(group);
        }
    }

    /** A call that ends before its answer begins has read nothing for the others. */
    @Override
    public void ended(Entry entry, long now) {
        Group group = entry.group;
        group.running--;
        if (entry.equals(group.reader)) {
            group.reader = null;
            openIfAnyWaits(group);
        }
        forgetIfOver(group);
    }

    private void openIfAnyWaits(Group group) {
        if (group.anyWaits()) {
            open.computeIfAbsent(group.priority, none -> new LinkedHashSet<>()).add(group);
        } else {
            close(group);
        }
    }

    private void close(Group group) {
        Set<Group> peers = open.getOrDefault(group.priority, Set.of());
        if (peers.contains(group)) {
            peers.remove(group);
            if (peers.isEmpty()) {
                open.remove(group.priority);
            }
        }
    }

    private void forgetIfOver(Group group) {
        if (group.isOver()) {
            group.held = false;
        }
    }
}
