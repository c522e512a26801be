package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.inkstream.money.Money;

/**
 * Keeps what healing passes cost that happen by themselves within a day's money, over all processes
 * and their restarts. Before a pass begins, what such a pass costs on average is reserved; when it
 * has ended, its cost takes the place of that. A pass whose end nobody saw keeps what was reserved
 * for it, so that a death never makes room. Used on one event loop.
 */
public final class HealBudget {
    /** As long as nobody knows what a pass costs, so many may be in the air. */
    private static final int FIRST_SHARE = 20;

    private static final int MOST_TRIES = 10;

    private final Store store;
    private final Money most;

    /**
     * @param most for each day
     */
    public HealBudget(Store store, Money most) {
        this.store = store;
        this.most = most;
    }

    /** Whether a pass may begin. */
    public sealed interface Answer {
        /**
         * It may.
         *
         * @param day whose money it takes
         * @param reserved until its cost is known
         */
        record Granted(String day, Money reserved) implements Answer {}

        /** Not before others have ended. */
        record NotNow() implements Answer {}

        /** Not on this day. */
        record UsedUp() implements Answer {}
    }

    /** Reserves what a pass costs, if there is as much. */
    public Future<Answer> reserve(Instant now) {
        return reserve(LocalDate.ofInstant(now, ZoneOffset.UTC).toString(), MOST_TRIES);
    }

    private Future<Answer> reserve(String day, int triesLeft) {
        return store.read(day)
                .compose(
                        seen -> {
                            Money each = each(seen);
                            Money left = most.minus(seen.charged());
                            if (left.picoUsd() <= 0 || left.compareTo(each) < 0) {
                                return answer(new Answer.UsedUp());
                            }
                            if (left.minus(seen.reserved()).compareTo(each) < 0) {
                                return answer(new Answer.NotNow());
                            }
                            return store.replace(day, seen, seen.reserve(each))
                                    .compose(mine -> reserved(mine, day, each, triesLeft));
                        });
    }

    private Future<Answer> reserved(boolean mine, String day, Money each, int triesLeft) {
        if (mine) {
            return answer(new Answer.Granted(day, each));
        }
        // Another process was faster: what is left is something else now.
        return triesLeft > 1 ? reserve(day, triesLeft - 1) : answer(new Answer.NotNow());
    }

    private static Future<Answer> answer(Answer answer) {
        return Future.succeededFuture(answer);
    }

    private Money each(Day day) {
        return new Money(
                day.passes() == 0
                        ? most.picoUsd() / FIRST_SHARE
                        : day.charged().picoUsd() / day.passes());
    }

    /** A pass has ended that was granted. */
    public Future<Void> charge(Answer.Granted granted, Money cost) {
        return store.add(granted.day(), cost, granted.reserved());
    }

    /** A pass that was granted did not begin. */
    public Future<Void> release(Answer.Granted granted) {
        return store.release(granted.day(), granted.reserved());
    }

    /**
     * What is known of a day.
     *
     * @param charged what passes cost that have ended
     * @param passes how many
     * @param reserved for passes that have not
     */
    public record Day(Money charged, long passes, Money reserved) {
        public static final Day NEW = new Day(Money.ZERO, 0, Money.ZERO);

        Day reserve(Money more) {
            return new Day(charged, passes, reserved.plus(more));
        }
    }

    /**
     * The {@code budgets} collection, as far as healing uses it. Every completed write is durable.
     */
    public interface Store {
        Future<Day> read(String day);

        /**
         * Compare-and-set.
         *
         * @return false if the day is not as it was seen; nothing was changed then
         */
        Future<Boolean> replace(String day, Day seen, Day next);

        /** One pass more that cost so much, and so much less reserved. */
        Future<Void> add(String day, Money cost, Money released);

        /** So much less reserved. */
        Future<Void> release(String day, Money released);
    }
}
