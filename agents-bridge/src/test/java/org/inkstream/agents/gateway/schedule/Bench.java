package org.inkstream.agents.gateway.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;

/** Lets a schedule and a server of slots work together on virtual time. */
final class Bench {
    final Schedule schedule;
    final List<Sent> sent = new ArrayList<>();
    final List<Turn.Drop> dropped = new ArrayList<>();
    final Map<Long, Ask> waiting = new LinkedHashMap<>();
    final Map<Long, Sent> running = new LinkedHashMap<>();
    final Map<Long, Long> arrivedAt = new HashMap<>();
    int most;
    long now;

    private final SlotServer server;
    private final ToLongFunction<Ask> work;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long ids;
    private long numbers;

    /** A call and when it was worked on. */
    record Sent(Ask ask, long from, long to) {}

    private record Event(long at, long number, Runnable what) {}

    Bench(EndpointSpec spec, SlotServer server, ToLongFunction<Ask> work) {
        this.schedule = Schedule.of(spec);
        this.server = server;
        this.work = work;
    }

    static EndpointSpec spec(int concurrent, Scheduling scheduling) {
        return new EndpointSpec(
                "gpu",
                EndpointSpec.Kind.OLLAMA,
                "http://127.0.0.1:1",
                "",
                concurrent,
                1_000_000,
                Duration.ofDays(1),
                Duration.ofSeconds(1),
                scheduling);
    }

    static Scheduling slots() {
        return new Scheduling(
                Scheduling.Order.GROUPS,
                Scheduling.Engine.SLOTS,
                Duration.ofMinutes(2),
                Duration.ZERO,
                Duration.ofMillis(100));
    }

    /** A call of a document that has one for each of {@code size} tools. */
    Ask ask(String document, int size, String collection, int priority, String model, int tool) {
        return new Ask(
                ids++,
                model,
                document,
                size,
                collection,
                priority,
                "tool" + tool,
                Duration.ZERO,
                1_000,
                100);
    }

    Ask ask(String document, int size) {
        return ask(document, size, "c", 0, "m", 0);
    }

    void at(long when, Runnable what) {
        events.add(new Event(when, numbers++, what));
    }

    /** All calls of one document, which come together. */
    void document(String name, int size, String collection, int priority, String model) {
        for (int tool = 0; tool < size; tool++) {
            arrive(ask(name, size, collection, priority, model, tool));
        }
    }

    Optional<Refusal> arrive(Ask ask) {
        Optional<Refusal> refused = schedule.arrive(ask, now);
        if (refused.isEmpty()) {
            waiting.put(ask.id(), ask);
            arrivedAt.put(ask.id(), now);
            pump();
        }
        return refused;
    }

    void shows(int slots) {
        schedule.shows(slots);
        pump();
    }

    void cancel(long id) {
        if (waiting.remove(id) != null) {
            schedule.withdraw(id, now);
        } else if (running.remove(id) != null) {
            schedule.ended(id, new Ending.Failed(), now);
        }
        pump();
    }

    void pump() {
        for (Optional<Turn> turn = schedule.next(now);
                turn.isPresent();
                turn = schedule.next(now)) {
            Ask ask = waiting.remove(turn.get().id());
            if (ask == null) {
                throw new AssertionError("a call that does not wait has a turn");
            }
            if (turn.get() instanceof Turn.Drop drop) {
                dropped.add(drop);
            } else {
                begin(ask);
            }
        }
        long wake = schedule.wakeAt(now);
        if (wake <= now) {
            throw new AssertionError("it would be asked again and again without a pause");
        }
        if (wake != Schedule.NEVER) {
            at(wake, this::pump);
        }
    }

    private void begin(Ask ask) {
        long to = server.begin(ask, work.applyAsLong(ask), now);
        Sent one = new Sent(ask, now, to);
        sent.add(one);
        running.put(ask.id(), one);
        most = Math.max(most, running.size());
        at(to, () -> end(ask.id()));
    }

    private void end(long id) {
        if (running.remove(id) != null) {
            schedule.ended(id, new Ending.Answered(100, Duration.ZERO), now);
            pump();
        }
    }

    void runUntil(long when) {
        while (!events.isEmpty() && events.peek().at() <= when) {
            Event next = events.remove();
            now = Math.max(now, next.at());
            next.what().run();
        }
        now = Math.max(now, when);
    }

    /** Until nothing is left to happen. */
    void run() {
        while (!events.isEmpty()) {
            runUntil(events.peek().at());
        }
    }

    static long ms(long millis) {
        return millis * 1_000_000;
    }
}
