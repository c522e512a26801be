package org.inkstream.agents.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.inkstream.config.BudgetSettings;
import org.inkstream.money.Money;

/**
 * The names of the accounts that a call concerns: {@code day/2026-03-01}, {@code month/2026-03},
 * {@code collection/2026-03/ID}, {@code job/ID}. A name belongs to one period, so that what is
 * settled late is settled where it was set aside, and a new period begins by itself. Immutable.
 */
public final class Accounts {
    private static final String DAY = "day/";
    private static final String MONTH = "month/";
    private static final String COLLECTION = "collection/";
    private static final String JOB = "job/";
    private static final int MICRO_SCALE = 6;

    /** Days after their last use for which accounts are kept: a day's, a job's, and a month's. */
    private static final int DAYS_KEPT = 40;

    private static final int JOBS_KEPT = 90;
    private static final int MONTHS_KEPT = 400;

    private final BudgetSettings settings;

    public Accounts(BudgetSettings settings) {
        this.settings = settings;
    }

    /** Each account that limits this call now, with its limit. */
    Map<String, Money> of(Demand demand, Instant now) {
        LocalDate day = today(now);
        Map<String, Money> limits = new LinkedHashMap<>();
        put(limits, DAY + day, settings.day());
        put(limits, MONTH + YearMonth.from(day), settings.month());
        if (!demand.collectionId().isEmpty()) {
            put(
                    limits,
                    COLLECTION + YearMonth.from(day) + "/" + demand.collectionId(),
                    settings.ofCollection(demand.collectionId()));
        }
        if (!demand.jobId().isEmpty()) {
            put(limits, JOB + demand.jobId(), settings.job());
        }
        return limits;
    }

    private static void put(Map<String, Money> limits, String name, double usd) {
        Money limit = money(usd);
        if (limit.picoUsd() > 0) {
            limits.put(name, limit);
        }
    }

    /**
     * How the limits stand that hold now, by scope: those of this day and month, the fullest
     * collection of this month, and the fullest of the jobs that were begun or went on since
     * yesterday. A scope without a limit is absent.
     */
    public Map<String, Account> current(Book book, Instant now) {
        LocalDate day = today(now);
        String month = YearMonth.from(day).toString();
        Map<String, Account> current = new LinkedHashMap<>();
        Map<String, Money> own = new LinkedHashMap<>();
        put(own, DAY + day, settings.day());
        put(own, MONTH + month, settings.month());
        own.forEach(
                (name, limit) ->
                        current.put(
                                scope(name),
                                book.accounts().getOrDefault(name, Account.of(limit, day))));
        book.accounts()
                .forEach(
                        (name, account) -> {
                            boolean held =
                                    name.startsWith(COLLECTION + month + "/")
                                            || (name.startsWith(JOB)
                                                    && !account.opened()
                                                            .isBefore(day.minusDays(1)));
                            if (held && account.limit().picoUsd() > 0) {
                                current.merge(scope(name), account, Accounts::fuller);
                            }
                        });
        return current;
    }

    private static Account fuller(Account one, Account other) {
        return one.used() >= other.used() ? one : other;
    }

    /** What one pass over a letter may cost; zero sets no limit. */
    Money ofDocument() {
        return money(settings.document());
    }

    private static Money money(double usd) {
        return Money.ofUsd(BigDecimal.valueOf(usd).setScale(MICRO_SCALE, RoundingMode.HALF_UP));
    }

    /**
     * What kind of limit an account is: {@code day}, {@code month}, {@code collection}, {@code
     * job}.
     */
    public static String scope(String account) {
        return account.substring(0, account.indexOf('/'));
    }

    /** The day or month it belongs to, empty for a job. */
    public static String period(String account) {
        String rest = account.substring(account.indexOf('/') + 1);
        return switch (scope(account)) {
            case "day", "month" -> rest;
            case "collection" -> rest.substring(0, rest.indexOf('/'));
            default -> "";
        };
    }

    /** The collection or job, empty for a day or month. */
    public static String id(String account) {
        String rest = account.substring(account.indexOf('/') + 1);
        return switch (scope(account)) {
            case "day", "month" -> "";
            case "collection" -> rest.substring(rest.indexOf('/') + 1);
            default -> rest;
        };
    }

    /** As people say it, such as {@code the day 2026-03-01}. */
    static String spoken(String account) {
        return switch (scope(account)) {
            case "day", "month" -> "the " + scope(account) + " " + period(account);
            case "collection" -> "collection " + id(account) + " in " + period(account);
            default -> "job " + id(account);
        };
    }

    /** The day that it is where days begin. */
    LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, settings.zone());
    }

    /** Whether nobody looks at it any more. */
    static boolean isOld(String name, Account account, LocalDate today) {
        int kept =
                switch (scope(name)) {
                    case "day" -> DAYS_KEPT;
                    case "job" -> JOBS_KEPT;
                    default -> MONTHS_KEPT;
                };
        return account.opened().isBefore(today.minusDays(kept));
    }
}
