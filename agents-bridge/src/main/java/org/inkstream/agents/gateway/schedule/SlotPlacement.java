package org.inkstream.agents.gateway.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * For servers with slots, each of which remembers what it has read last: a slot belongs to one
 * document until nothing of it waits, and works on its calls one after another. A slot that no
 * document needs helps one that has more calls.
 */
final class SlotPlacement implements Placement {
    private final List<Slot> slots = new ArrayList<>();
    private int count;
    private final Map<Entry, Slot> busy = new HashMap<>();
    private final Map<Group, Slot> owned = new HashMap<>();
    private final Linger linger;
    private final Consumer<Group> released;

    /** What the server has as a slot too, though it alone knows which is which. */
    private static final class Slot {
        @Nullable Group owner;
        boolean works;

        /** Until when it is kept free for its owner, of which nothing waits; zero if it is not. */
        long keptUntil;

        boolean isKept() {
            return keptUntil != 0;
        }

        boolean isNobodys() {
            return !works && owner == null;
        }
    }

    /**
     * @param released hears of each group that has no slot any more
     */
    SlotPlacement(int count, Duration longestLinger, Consumer<Group> released) {
        this.released = released;
        linger = new Linger(longestLinger);
        most(count);
    }

    /** Of fewer than before, those that are in use are in use until their documents are done. */
    @Override
    public void most(int slotsNow) {
        count = slotsNow;
        while (slots.size() < count) {
            slots.add(new Slot());
        }
    }

    @Override
    public Optional<Entry> choose(Lane lane, long now) {
        for (Slot slot : slots) {
            if (slot.isKept()) {
                giveUp(slot, lane, now);
            }
        }
        return goOn(lane, now).or(() -> begin(lane, now)).or(() -> help(lane));
    }

    /** Documents whose slots are free, unless something more urgent waits. */
    private Optional<Entry> goOn(Lane lane, long now) {
        int highest = lane.highest();
        for (Slot slot : slots) {
            Group owner = slot.owner;
            if (slot.works || owner == null || !owner.anyWaits()) {
                continue;
            }
            if (owner.lane == lane && owner.priority >= highest) {
                return Optional.of(send(owner, slot));
            }
            release(owner, now);
            if (owner.lane == lane) {
                // Room for the one that is more urgent; the others go on.
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Entry> begin(Lane lane, long now) {
        return free(lane, now)
                .flatMap(
                        slot ->
                                lane.take(now)
                                        .map(
                                                group -> {
                                                    slot.owner = group;
                                                    owned.put(group, slot);
                                                    return send(group, slot);
                                                }));
    }

    /** One that is kept free for another document only for something more urgent. */
    private Optional<Slot> free(Lane lane, long now) {
        Optional<Slot> nobodys = nobodys();
        if (nobodys.isPresent()) {
            return nobodys;
        }
        int highest = lane.highest();
        for (Slot slot : slots) {
            if (slot.isKept() && slot.owner != null && slot.owner.priority < highest) {
                release(slot.owner, now);
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean hasRoom() {
        return nobodys().isPresent();
    }

    private Optional<Slot> nobodys() {
        long used = slots.stream().filter(slot -> !slot.isNobodys()).count();
        return used < count ? slots.stream().filter(Slot::isNobodys).findFirst() : Optional.empty();
    }

    /** With no document left to begin, an idle slot is worse than one that reads a letter again. */
    private Optional<Entry> help(Lane lane) {
        Optional<Slot> slot = nobodys();
        if (slot.isEmpty()) {
            return Optional.empty();
        }
        Group most = null;
        for (Group one : owned.keySet()) {
            if (one.lane == lane && one.anyWaits() && (most == null || needsMore(one, most))) {
                most = one;
            }
        }
        return most == null ? Optional.empty() : Optional.of(send(most, slot.get()));
    }

    private static boolean needsMore(Group one, Group other) {
        int more = Integer.compare(one.waiting().size(), other.waiting().size());
        return more > 0 || (more == 0 && one.number < other.number);
    }

    private Entry send(Group group, Slot slot) {
        Entry entry = group.first();
        group.remove(entry);
        group.running++;
        slot.works = true;
        busy.put(entry, slot);
        return entry;
    }

    @Override
    public void joined(Entry entry, long now) {
        Group group = entry.group;
        Slot slot = owned.get(group);
        if (slot == null) {
            if (group.waiting().size() == 1) {
                group.lane.enqueue(group, now);
            }
            return;
        }
        group.lane.charge(entry);
        if (slot.isKept()) {
            slot.keptUntil = 0;
            linger.came(true);
        }
    }

    @Override
    public void withdrawn(Entry entry, long now) {
        Group group = entry.group;
        if (group.anyWaits()) {
            return;
        }
        Slot slot = owned.get(group);
        if (slot == null) {
            group.lane.dequeue(group);
        } else if (!slot.works) {
            release(group, now);
        }
    }

    @Override
    public void ended(Entry entry, long now) {
        entry.group.running--;
        Slot slot = busy.remove(entry);
        if (slot == null) {
            throw new IllegalStateException("call " + entry.ask.id() + " was in no slot");
        }
        slot.works = false;
        Group owner = slot.owner;
        if (owner == null || owner.anyWaits()) {
            return;
        }
        long kept = owner.moreAnnounced() ? linger.forThisOne() : 0;
        if (kept > 0) {
            slot.keptUntil = now + kept;
        } else {
            release(owner, now);
        }
    }

    @Override
    public long wakeAt(long now) {
        return slots.stream()
                .filter(slot -> slot.keptUntil > now)
                .mapToLong(slot -> slot.keptUntil)
                .min()
                .orElse(Schedule.NEVER);
    }

    /** Slots are kept neither for ever nor for a model that is loaded no more. */
    private void giveUp(Slot slot, Lane lane, long now) {
        Group owner = slot.owner;
        if (owner == null) {
            throw new IllegalStateException("a slot is kept for nobody");
        }
        if (slot.keptUntil <= now) {
            linger.came(false);
            release(owner, now);
        } else if (owner.lane != lane) {
            release(owner, now);
        }
    }

    /** What of it still waits stands in line again. */
    private void release(Group group, long now) {
        Slot slot = owned.remove(group);
        if (slot == null) {
            throw new IllegalStateException("nobody works on group " + group.number);
        }
        slot.owner = null;
        slot.keptUntil = 0;
        group.held = false;
        if (group.anyWaits()) {
            group.lane.enqueue(group, now);
        }
        released.accept(group);
    }
}
