package org.inkstream.agents.gateway.schedule;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** First come, first served. Not thread-safe. */
final class ArrivalSchedule implements Schedule {
    private final int limit;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private int running;

    ArrivalSchedule(int limit) {
        this.limit = limit;
    }

    @Override
    public Optional<Refusal> arrive(Ask ask, long now) {
        waiting.add(ask.id());
        return Optional.empty();
    }

    @Override
    public Optional<Turn> next(long now) {
        if (running >= limit || waiting.isEmpty()) {
            return Optional.empty();
        }
        Iterator<Long> first = waiting.iterator();
        long id = first.next();
        first.remove();
        running++;
        return Optional.of(new Turn.Send(id));
    }

    @Override
    public void ended(long id, Ending how, long now) {
        running--;
    }

    @Override
    public void withdraw(long id, long now) {
        waiting.remove(id);
    }

    @Override
    public int limit() {
        return limit;
    }
}
