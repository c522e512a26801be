package org.inkstream.agents.gateway.schedule;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;
import org.inkstream.models.Scheduling.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one document together: the loaded model first, in it the highest priority, then the
 * collection with the least service, then the document that came first or has least to do. Not
 * thread-safe.
 */
final class GroupSchedule implements Schedule {
    private static final String BETWEEN = "\u001f";

    private final Placement placement;
    private final Limit limit;
    private final int allowed;
    private int most;
    private final OverloadCut cut;
    private final Lanes lanes;
    private final Backlog backlog;
    private final Estimates estimates = new Estimates();
    private final RateBuckets buckets = new RateBuckets();
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<Long, Entry> waiting = new HashMap<>();
    private final Map<Long, Entry> running = new HashMap<>();
    private long groupsSoFar;

    /** It has its turn, and waits until the API takes it; null if none does. */
    private @Nullable Entry inTurn;

    GroupSchedule(EndpointSpec spec) {
        Scheduling scheduling = spec.scheduling();
        Engine engine = scheduling.engine();
        most = spec.firstConcurrent();
        allowed = spec.mostConcurrent();
        placement =
                engine == Engine.SLOTS
                        ? new SlotPlacement(most, scheduling.linger(), this::forgetIfOver)
                        : new WindowPlacement(engine == Engine.PAGED);
        limit =
                switch (engine) {
                    case SLOTS -> new SlotLimit(most);
                    case PAGED -> new PagedLimit(most);
                    case REMOTE -> spec::firstConcurrent;
                };
        cut = new OverloadCut(most);
        lanes = new Lanes(scheduling);
        backlog = new Backlog(spec.longestWait());
    }

    @Override
    public Optional<Refusal> arrive(Ask ask, long now) {
        Optional<Refusal> refused = backlog.refuse(ask.priority(), limit());
        if (refused.isEmpty()) {
            Estimates.Guess guess = estimates.of(ask);
            Group group = group(ask, guess, now);
            Entry entry = new Entry(ask, now, guess, group);
            waiting.put(ask.id(), entry);
            group.add(entry);
            group.lane.add(entry);
            backlog.add(entry);
            placement.joined(entry, now);
        }
        return refused;
    }

    private Group group(Ask ask, Estimates.Guess guess, long now) {
        String key =
                String.join(
                        BETWEEN,
                        ask.model(),
                        ask.collection(),
                        String.valueOf(ask.priority()),
                        ask.group().isEmpty() ? String.valueOf(ask.id()) : "g" + ask.group());
        return groups.computeIfAbsent(
                key,
                fresh ->
                        new Group(
                                fresh,
                                lanes.of(ask.model()),
                                ask,
                                groupsSoFar++,
                                now + guess.nanos() * Math.max(1, ask.groupSize())));
    }

    @Override
    public Optional<Turn> next(long now) {
        if (running.size() >= limit() || now < cut.pausedUntil()) {
            return Optional.empty();
        }
        if (inTurn == null) {
            inTurn = lanes.open(now).flatMap(lane -> placement.choose(lane, now)).orElse(null);
        }
        Entry entry = inTurn;
        if (entry == null) {
            return Optional.empty();
        }
        boolean hopeless = estimates.isHopeless(entry.ask);
        if (!hopeless && buckets.enoughAt(entry.ask, now) > now) {
            return Optional.empty();
        }
        inTurn = null;
        return Optional.of(hopeless ? drop(entry, now) : send(entry, now));
    }

    private Turn send(Entry entry, long now) {
        long id = entry.ask.id();
        waiting.remove(id);
        running.put(id, entry);
        entry.sent = now;
        entry.group.lane.sent(entry);
        backlog.remove(entry);
        buckets.take(entry.ask, now);
        return new Turn.Send(id);
    }

    private Turn drop(Entry entry, long now) {
        unsend(entry, now);
        return new Turn.Drop(
                entry.ask.id(),
                "nobody answers within " + entry.ask.remaining().toSeconds() + " s here");
    }

    @Override
    public void begun(long id, long now) {
        Entry entry = running.get(id);
        if (entry != null) {
            placement.begun(entry, now);
        }
    }

    @Override
    public void ended(long id, Ending how, long now) {
        boolean full = running.size() >= limit();
        int inTheAir = running.size();
        Entry entry = running.remove(id);
        if (entry == null) {
            return;
        }
        long took = now - entry.sent;
        if (how instanceof Ending.Answered answered) {
            took = Math.max(0, took - answered.serverWait().toNanos());
            estimates.learn(entry.ask, took, answered.outputTokens());
            limit.answered(answered, now - entry.sent, full, now);
            cut.answered();
        } else if (how instanceof Ending.Overloaded overloaded) {
            cut.overloaded(inTheAir, overloaded.retryAfter(), now);
        }
        entry.group.lane.ended();
        entry.group.lane.settle(entry, took);
        placement.ended(entry, now);
        forgetIfOver(entry.group);
    }

    @Override
    public void withdraw(long id, long now) {
        Entry entry = waiting.get(id);
        if (entry == null) {
            return;
        }
        if (entry.equals(inTurn)) {
            inTurn = null;
            unsend(entry, now);
            return;
        }
        forget(entry);
        entry.group.remove(entry);
        placement.withdrawn(entry, now);
        forgetIfOver(entry.group);
    }

    /** For a call that was chosen, but never sent. */
    private void unsend(Entry entry, long now) {
        forget(entry);
        placement.ended(entry, now);
        forgetIfOver(entry.group);
    }

    private void forget(Entry entry) {
        waiting.remove(entry.ask.id());
        backlog.remove(entry);
        entry.group.lane.remove(entry);
        entry.group.lane.settle(entry, 0);
    }

    private void forgetIfOver(Group group) {
        if (group.isOver() && !group.held) {
            groups.remove(group.key, group);
        }
    }

    /** Groups of which anything is left. */
    int groups() {
        return groups.size();
    }

    @Override
    public long wakeAt(long now) {
        if (waiting.isEmpty() || running.size() >= limit()) {
            return NEVER;
        }
        long paused = cut.pausedUntil();
        if (now < paused) {
            return paused;
        }
        return inTurn == null
                ? Math.min(placement.wakeAt(now), lanes.wakeAt(now))
                : buckets.enoughAt(inTurn.ask, now);
    }

    @Override
    public int limit() {
        return Math.max(1, cut.of(limit.calls()));
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public void shows(int slots) {
        int now = Math.min(allowed, slots);
        if (now != most) {
            most = now;
            limit.most(now);
            placement.most(now);
            cut.most(now);
        }
    }

    @Override
    public boolean hasRoom(long now) {
        return waiting.isEmpty()
                && running.size() < limit()
                && now >= cut.pausedUntil()
                && placement.hasRoom();
    }

    @Override
    public List<Long> last() {
        return lanes.last().stream()
                .flatMap(group -> group.waiting().stream())
                .map(entry -> entry.ask.id())
                .toList();
    }

    @Override
    public Standing standing(long now) {
        return new Standing(
                Duration.ofNanos(lanes.work() / limit()),
                lanes.resident(),
                lanes.swaps(),
                Duration.ofNanos(cut.pausedFor(now)),
                cut.isDeep(),
                buckets.quota(now));
    }

    @Override
    public List<Known> known() {
        return estimates.all();
    }

    @Override
    public void remember(List<Known> before) {
        estimates.remember(before);
    }

    @Override
    public void heard(Optional<ServerLoad> load) {
        limit.heard(load);
    }

    @Override
    public void heard(Collection<Allowance> allowances, long now) {
        buckets.heard(allowances, now);
    }
}
