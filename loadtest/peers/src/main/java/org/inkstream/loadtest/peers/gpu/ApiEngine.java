package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.inkstream.time.Timers;

/** A paid API: as many answers at a time as its limits allow, each at its own pace. */
public final class ApiEngine implements Engine {
    private static final int TOO_MANY = 429;
    private static final int OVERLOADED = 529;
    private static final int BAD_REQUEST = 400;

    private final ApiSetup setup;
    private final Core core;
    private final Random random;
    private final PromptCache cache;
    private final TokenBucket requests;
    private final TokenBucket input;
    private final TokenBucket output;
    private final Map<Work, Flight> flights = new HashMap<>();

    public ApiEngine(ApiSetup setup, Timers timers, Chance chance) {
        this.setup = setup;
        this.random = new Random(chance.seed() + 1);
        this.core = new Core(timers, chance, new Sky());
        this.cache = new PromptCache(Nanos.of(setup.cacheLife()));
        this.requests = new TokenBucket(setup.requestsPerMinute());
        this.input = new TokenBucket(setup.inputTokensPerMinute());
        this.output = new TokenBucket(setup.outputTokensPerMinute());
    }

    @Override
    public Work submit(Order order) {
        return core.submit(order);
    }

    @Override
    public Faults faults() {
        return core.faults;
    }

    @Override
    public EngineStats stats() {
        return core.stats();
    }

    /** What is left of the limits now. */
    public ApiLimits limits() {
        core.clock.change(this::fill);
        return new ApiLimits(requests.limit(), input.limit(), output.limit());
    }

    @Override
    public void close() {
        core.close();
    }

    private void fill() {
        double now = core.clock.now();
        requests.fill(now);
        input.fill(now);
        output.fill(now);
    }

    private void take(Work work) {
        Order order = work.order();
        Integer minimum = setup.minimumPrefix().get(order.model());
        if (minimum == null) {
            core.notFound(work);
        } else if (order.readsNothing()) {
            core.reject(work, BAD_REQUEST, "messages: at least one message is required");
        } else if (random.nextDouble() < setup.overloaded()) {
            core.reject(work, OVERLOADED, "Overloaded");
        } else {
            afford(work, minimum);
        }
    }

    private void afford(Work work, int minimum) {
        fill();
        Order order = work.order();
        int cached = cache.read(order, core.clock.now());
        int fresh = work.promptTokens - cached;
        double wait =
                Math.max(
                        requests.untilSpare(1),
                        Math.max(input.untilSpare(fresh), output.untilSpare(order.maxTokens())));
        if (wait > 0) {
            Duration seconds = Duration.ofSeconds((long) Math.ceil(wait / Nanos.PER_SECOND));
            core.reject(work, TOO_MANY, "This request would exceed your rate limit", seconds);
            return;
        }
        requests.take(1);
        input.take(fresh);
        output.take(order.maxTokens());
        work.cached = cached;
        work.written = Math.max(0, PromptCache.wanted(order, minimum) - cached);
        core.run(work);
        double first = Nanos.of(setup.untilFirstToken()) * core.gpu.factor() * core.gpu.slowness();
        flights.put(work, new Flight(core.clock.in(first, () -> begin(work, minimum))));
    }

    private void begin(Work work, int minimum) {
        core.ledger.read(work.promptTokens - work.cached);
        cache.write(work.order(), minimum, core.clock.now());
        core.read(work.sequence);
        flow(work);
    }

    private void flow(Work work) {
        Flight flight = flight(work);
        flight.flows = true;
        flight.counted = core.clock.now();
        flight.pace =
                Nanos.PER_SECOND
                        / setup.outputTokensPerSecond()
                        * core.gpu.factor()
                        * core.gpu.slowness();
        double left = work.sequence.stop - work.sequence.produced;
        flight.next = core.clock.in(left * flight.pace, () -> stop(work));
    }

    private void stop(Work work) {
        Flight flight = flight(work);
        count(work, flight);
        flight.flows = false;
        core.ledger.wrote(work.sequence.stop - work.sequence.produced);
        work.sequence.produced = work.sequence.stop;
        core.stopped(work.sequence);
    }

    private void count(Work work, Flight flight) {
        if (flight.flows) {
            double tokens = (core.clock.now() - flight.counted) / flight.pace;
            double most = work.sequence.stop - work.sequence.produced;
            double counted = Math.min(tokens, most);
            work.sequence.produced += counted;
            core.ledger.wrote(counted);
            flight.counted = core.clock.now();
        }
    }

    private Flight flight(Work work) {
        Flight flight = flights.get(work);
        if (flight == null) {
            throw new IllegalStateException("an answer goes on that is not on its way");
        }
        return flight;
    }

    /** Where answers are on their way. */
    private final class Sky implements Core.Places {
        @Override
        public void take(Work work) {
            ApiEngine.this.take(work);
        }

        @Override
        public void leave(Work work) {
            Flight flight = flights.remove(work);
            if (flight != null) {
                core.clock.cancel(flight.next);
                count(work, flight);
                fill();
                output.giveBack(work.order().maxTokens() - work.sequence.produced);
            }
        }

        @Override
        public void read(Work work) {
            // The cache has been written already.
        }

        @Override
        public void resume(Work work) {
            flow(work);
        }

        @Override
        public void alarmed() {
            throw new IllegalStateException("a paid API has no batch");
        }

        @Override
        public void settle() {
            // Nobody waits here.
        }

        @Override
        public void forget() {
            cache.forget();
        }

        @Override
        public Ledger.Use use() {
            return flights.isEmpty() ? Ledger.Use.IDLE : Ledger.Use.BUSY;
        }

        @Override
        public void bringUpToDate() {
            flights.forEach(ApiEngine.this::count);
        }

        @Override
        public double kvUsage() {
            return 0;
        }
    }
}
