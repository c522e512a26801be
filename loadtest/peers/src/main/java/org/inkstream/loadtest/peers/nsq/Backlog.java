package org.inkstream.loadtest.peers.nsq;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What waits in a topic or channel: first in memory, what is too much on disk. The disk is as it
 * was when it was last made durable, after a crash.
 */
final class Backlog {
    private final NsqdRules rules;
    private final Deque<Queued> memory = new ArrayDeque<>();
    private final Deque<Queued> disk = new ArrayDeque<>();
    private List<Queued> durable = List.of();
    private int changes;

    Backlog(NsqdRules rules) {
        this.rules = rules;
    }

    void add(Queued message) {
        if (memory.size() < rules.memoryQueue()) {
            memory.add(message);
        } else {
            disk.add(message.withoutDelay());
            changed();
        }
    }

    Optional<Queued> poll() {
        if (!memory.isEmpty()) {
            return Optional.of(memory.remove());
        }
        Optional<Queued> first = Optional.ofNullable(disk.poll());
        first.ifPresent(read -> changed());
        return first;
    }

    int size() {
        return memory.size() + disk.size();
    }

    /** Makes durable what is on disk. */
    void sync() {
        durable = List.copyOf(disk);
        changes = 0;
    }

    /** What becomes of it by {@code kill -9}. */
    void crash() {
        memory.clear();
        disk.clear();
        disk.addAll(durable);
    }

    /** What becomes of it in good order, with what else is to be kept. */
    void flush(Iterable<Queued> more) {
        memory.forEach(message -> disk.add(message.withoutDelay()));
        memory.clear();
        more.forEach(message -> disk.add(message.withoutDelay()));
        sync();
    }

    private void changed() {
        changes++;
        if (changes >= rules.syncEvery()) {
            sync();
        }
    }
}
