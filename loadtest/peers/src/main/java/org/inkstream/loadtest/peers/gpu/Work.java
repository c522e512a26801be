package org.inkstream.loadtest.peers.gpu;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** One order in an engine's hands. Used on the engine's thread. */
public final class Work {
    /** The engine. */
    interface Owner {
        void cancel(Work work);

        /** Makes the counts of what runs exact, and says what time it is. */
        double bringUpToDate();
    }

    /** Where it is. */
    enum Stage {
        WAITING,
        RUNNING,
        ENDED
    }

    final Sequence sequence = new Sequence(this);
    final long number;
    final Fault fault;
    final double arrived;
    double accepted;
    double begun;
    double prefilled;
    int promptTokens;
    int cached;
    int written;
    int target;
    Ending.Reason reason = Ending.Reason.STOP;
    Stage stage = Stage.WAITING;

    private final Order order;
    private final Owner owner;
    private final Promise<Void> first = Promise.promise();
    private final Promise<Ending> ending = Promise.promise();

    Work(long number, Order order, Fault fault, double arrived, Owner owner) {
        this.number = number;
        this.order = order;
        this.fault = fault;
        this.arrived = arrived;
        this.accepted = arrived;
        this.begun = arrived;
        this.prefilled = arrived;
        this.owner = owner;
        this.promptTokens = order.prompt().tokens();
        bound(order.maxTokens());
        if (fault instanceof Fault.Length length) {
            bound(length.afterTokens());
        }
    }

    public Order order() {
        return order;
    }

    /** Whether its answer will lack its last member, which shows from the beginning. */
    public boolean isPartial() {
        return fault instanceof Fault.Spoiled spoiled && spoiled.text() == Ending.Text.PARTIAL;
    }

    /** Completes when the prompt has been read; fails if it ends before that. */
    public Future<Void> firstToken() {
        return first.future();
    }

    /** Completes once, whatever happens, after the place is free. */
    public Future<Ending> ending() {
        return ending.future();
    }

    /** Frees its place at once. Does nothing if it has ended. */
    public void cancel() {
        if (stage != Stage.ENDED) {
            owner.cancel(this);
        }
    }

    /** How many tokens have come out by now, for whoever streams them. */
    public int tokens() {
        if (stage == Stage.RUNNING) {
            owner.bringUpToDate();
        }
        return sequence.wholeTokens();
    }

    /**
     * As {@link #tokens}, as of the last time that anybody asked: one question brings all that runs
     * up to date, so that whoever streams many need not ask for each.
     */
    public int tokensAsCounted() {
        return sequence.wholeTokens();
    }

    /** What it has taken so far; of use once the prompt has been read. */
    public Figures soFar() {
        return figures(owner.bringUpToDate());
    }

    /** No more tokens than that, which may have been the bound already. */
    void bound(int tokens) {
        int wanted = target == 0 ? order.outputTokens() : target;
        target = Math.min(wanted, tokens);
        if (target < wanted) {
            reason = Ending.Reason.LENGTH;
        }
    }

    Figures figures(double now) {
        return new Figures(
                Nanos.duration(accepted - arrived),
                Nanos.duration(begun - accepted),
                Nanos.duration(prefilled - begun),
                Nanos.duration(now - prefilled),
                promptTokens,
                cached,
                written,
                sequence.wholeTokens());
    }

    void tellFirst() {
        first.tryComplete();
    }

    void tell(Ending how) {
        first.tryFail("ended before the first token");
        ending.complete(how);
    }
}
