package org.inkstream.loadtest.peers.gpu;

import java.util.Collection;

/**
 * The books of an engine, kept twice: tokens as they flow through the card, and as the pieces of
 * work report them; time as a whole, and by what was done in it.
 */
final class Ledger {
    private static final double SHARE = 1e-6;
    private static final double TOKENS_EACH = 1e-3;

    int loads;
    int evictions;
    int preemptions;
    long submitted;
    private final Utilisation utilisation = new Utilisation();
    private double busy;
    private double load;
    private double idle;
    private double read;
    private double written;
    private double reported;
    private long prompts;
    private long hits;
    private long finished;
    private long rejected;
    private long broken;
    private long cancelled;

    /** What a span of time was spent on. */
    enum Use {
        BUSY,
        LOAD,
        IDLE
    }

    void passed(double from, double to, Use use) {
        double span = to - from;
        switch (use) {
            case BUSY -> busy += span;
            case LOAD -> load += span;
            case IDLE -> idle += span;
        }
        utilisation.pass(from, to, use == Use.BUSY);
    }

    void read(double tokens) {
        read += tokens;
    }

    void wrote(double tokens) {
        written += tokens;
    }

    void began(Work work) {
        require(
                work.cached <= work.promptTokens,
                "more tokens were found in the cache than the prompt has");
        prompts += work.promptTokens;
        hits += work.cached;
    }

    void ended(Work work, Ending how) {
        reported += work.sequence.produced;
        how.match(
                done -> {
                    require(
                            done.figures().outputTokens() == work.target,
                            "an answer has not the length that it was to have");
                    return finished++;
                },
                status -> rejected++,
                lost -> broken++,
                unwanted -> cancelled++);
    }

    /**
     * @param inAir all work that has not ended, brought up to date
     */
    EngineStats close(double now, Collection<Work> inAir, double kvUsage) {
        double sum = busy + load + idle;
        require(
                Math.abs(sum - now) <= 1 + now * SHARE,
                "busy, load and idle do not sum up to the time");
        double produced = reported;
        for (Work work : inAir) {
            produced += work.sequence.produced;
        }
        require(
                Math.abs(produced - written) <= submitted * TOKENS_EACH + written * SHARE,
                "the card wrote " + written + " tokens, and answers have " + produced);
        require(
                finished + rejected + broken + cancelled + inAir.size() == submitted,
                "not every piece of work has ended once");
        int running = (int) inAir.stream().filter(Ledger::runs).count();
        Utilisation.Samples samples = utilisation.samples();
        return new EngineStats(
                Nanos.duration(now),
                Nanos.duration(busy),
                Nanos.duration(load),
                Nanos.duration(idle),
                Math.round(read),
                hits,
                prompts,
                Math.round(written),
                submitted,
                finished,
                rejected,
                broken,
                cancelled,
                inAir.size() - running,
                running,
                loads,
                evictions,
                preemptions,
                kvUsage,
                samples.width(),
                samples.shares());
    }

    private static boolean runs(Work work) {
        return work.stage == Work.Stage.RUNNING;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("the books do not balance: " + otherwise);
        }
    }
}
