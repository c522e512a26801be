package org.inkstream.agents.gateway.schedule;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.inkstream.models.EndpointSpec;

/** First come, first served. Not thread-safe. */
final class ArrivalSchedule implements Schedule {
    private final int allowed;
    private int limit;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private int running;

    ArrivalSchedule(EndpointSpec spec) {
        this.allowed = spec.mostConcurrent();
        this.limit = spec.firstConcurrent();
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

    @Override
    public int most() {
        return limit;
    }

    @Override
    public void shows(int slots) {
        limit = Math.min(allowed, slots);
    }
}
