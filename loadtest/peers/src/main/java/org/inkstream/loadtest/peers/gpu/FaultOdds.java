package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How probable each fault is for one piece of work, as shares of one; what is left goes well.
 *
 * @param serverError status 500
 * @param reset the connection breaks, before the first token or somewhere in the answer
 * @param stall nothing comes for {@code stalled}
 * @param truncated invalid JSON because its end is missing
 * @param invalid text that is no JSON
 * @param length the answer ends for its length
 * @param partial JSON whose last member is missing
 * @param stalled how long a stall is
 */
public record FaultOdds(
        double serverError,
        double reset,
        double stall,
        double truncated,
        double invalid,
        double length,
        double partial,
        Duration stalled) {
    public static final FaultOdds NONE = new FaultOdds(0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

    public FaultOdds {
        double sum = serverError + reset + stall + truncated + invalid + length + partial;
        double least =
                Math.min(
                        Math.min(Math.min(serverError, reset), Math.min(stall, truncated)),
                        Math.min(invalid, Math.min(length, partial)));
        if (least < 0 || sum > 1) {
            throw new IllegalArgumentException(
                    "odds are shares that sum up to 1 at most, got " + sum);
        }
    }

    /** The same odds for 500, reset, stall and bad JSON, which sum up to {@code share}. */
    public static FaultOdds evenly(double share, Duration stalled) {
        double each = share / 4;
        return new FaultOdds(each, each, each, each / 2, each / 2, 0, 0, stalled);
    }

    public FaultOdds serverError(double share) {
        return new FaultOdds(share, reset, stall, truncated, invalid, length, partial, stalled);
    }

    public FaultOdds reset(double share) {
        return new FaultOdds(
                serverError, share, stall, truncated, invalid, length, partial, stalled);
    }

    public FaultOdds stall(double share) {
        return new FaultOdds(
                serverError, reset, share, truncated, invalid, length, partial, stalled);
    }

    public FaultOdds truncated(double share) {
        return new FaultOdds(serverError, reset, stall, share, invalid, length, partial, stalled);
    }

    public FaultOdds invalid(double share) {
        return new FaultOdds(serverError, reset, stall, truncated, share, length, partial, stalled);
    }

    public FaultOdds length(double share) {
        return new FaultOdds(
                serverError, reset, stall, truncated, invalid, share, partial, stalled);
    }

    public FaultOdds partial(double share) {
        return new FaultOdds(serverError, reset, stall, truncated, invalid, length, share, stalled);
    }

    public FaultOdds stalled(Duration time) {
        return new FaultOdds(serverError, reset, stall, truncated, invalid, length, partial, time);
    }

    Fault draw(RandomGenerator random, Order order) {
        double left = random.nextDouble();
        int tokens = random.nextInt(Math.max(1, order.outputTokens()));
        if ((left -= serverError) < 0) {
            return new Fault.ServerError(500, "the model runner has failed");
        }
        if ((left -= reset) < 0) {
            return new Fault.Reset(random.nextBoolean() ? 0 : tokens);
        }
        if ((left -= stall) < 0) {
            return new Fault.Stall(tokens, stalled);
        }
        if ((left -= truncated) < 0) {
            return new Fault.Spoiled(Ending.Text.TRUNCATED);
        }
        if ((left -= invalid) < 0) {
            return new Fault.Spoiled(Ending.Text.INVALID);
        }
        if ((left -= length) < 0) {
            return new Fault.Length(Math.max(1, tokens));
        }
        return left - partial < 0 ? new Fault.Spoiled(Ending.Text.PARTIAL) : new Fault.None();
    }
}
