package org.inkstream.agents.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.inkstream.config.BudgetSettings;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;

/** Some processes that spend from one store, on one thread and in virtual time, by one seed. */
final class BudgetWorld {
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);
    private static final String[] COLLECTIONS = {"a", "poor"};
    private static final String[] JOBS = {"", "job.1$"};

    final VirtualTimers timers = new VirtualTimers();
    final ScriptedBudgets store;

    /** What the provider will send a bill for, by account. */
    final Map<String, Money> billed = new HashMap<>();

    int granted;
    int refused;
    int killed;

    private final Random random;
    private final BudgetSettings settings;
    private final Accounts accounts;
    private final Map<String, Instant> deaths = new HashMap<>();
    private final List<Life> processes = new ArrayList<>();
    private int started;

    BudgetWorld(long seed, BudgetSettings settings, int faultsPerMille) {
        this.random = new Random(seed);
        this.settings = settings;
        this.accounts = new Accounts(settings);
        this.store = new ScriptedBudgets(timers, random, faultsPerMille, 40);
    }

    /** One life of a process; after its death nothing of it happens any more. */
    private final class Life implements Purse.Owners, Timers {
        private final String name = "p." + ++started + "#1";
        private final Set<Grant> air = new HashSet<>();
        private boolean alive = true;
        private final Purse purse = new Purse("api", this, store, settings, scope -> {}, this);

        @Override
        public String me() {
            return name;
        }

        @Override
        public boolean isDead(String owner) {
            Instant death = deaths.get(owner);
            return death != null && !timers.now().isBefore(death.plus(DEAD_AFTER));
        }

        @Override
        public Instant now() {
            return timers.now();
        }

        @Override
        public long monotonicNanos() {
            return timers.monotonicNanos();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return timers.after(
                    delay,
                    () -> {
                        if (alive) {
                            task.run();
                        }
                    });
        }

        void call() {
            Money worst = new Money(1 + random.nextInt(100_000));
            Demand demand =
                    new Demand(
                            COLLECTIONS[random.nextInt(COLLECTIONS.length)],
                            JOBS[random.nextInt(JOBS.length)],
                            "run",
                            worst,
                            0,
                            0);
            Set<String> concerned = accounts.of(demand, timers.now()).keySet();
            purse.afford(demand)
                    .onSuccess(
                            answer -> {
                                if (!alive) {
                                    return;
                                }
                                if (answer instanceof Afford.Granted one) {
                                    granted++;
                                    send(one.grant(), worst, concerned);
                                } else {
                                    refused++;
                                }
                            });
        }

        private void send(Grant grant, Money worst, Set<String> concerned) {
            air.add(grant);
            long cost =
                    random.nextInt(3) == 0
                            ? worst.picoUsd()
                            : random.nextInt((int) worst.picoUsd() + 1);
            concerned.forEach(name -> billed.merge(name, new Money(cost), Money::plus));
            check();
            after(
                    Duration.ofMillis(random.nextInt(4_000)),
                    () -> {
                        air.remove(grant);
                        grant.settle(new Money(cost));
                        // A late word about the same call changes nothing.
                        grant.settle(worst);
                    });
        }

        void kill() {
            alive = false;
            killed++;
            deaths.put(name, timers.now());
        }
    }

    void start(int count) {
        for (int i = 0; i < count; i++) {
            processes.add(new Life());
        }
    }

    void act(boolean deaths) {
        Life process = processes.get(random.nextInt(processes.size()));
        int what = random.nextInt(100);
        if (deaths && what == 0) {
            process.kill();
            processes.remove(process);
            start(1);
        } else if (what < 70) {
            process.call();
        } else {
            timers.advance(Duration.ofMillis(random.nextInt(what > 95 ? 8_000 : 200)));
        }
        check();
    }

    /** Everybody alive ends; then one comes and looks after what is left. */
    void end() {
        timers.advance(Duration.ofSeconds(30));
        processes.forEach(process -> process.purse.close());
        timers.advance(Duration.ofSeconds(60));
        processes.forEach(process -> process.kill());
        processes.clear();
        Life last = new Life();
        timers.advance(Duration.ofMinutes(3));
        last.purse.close();
        timers.advance(Duration.ofSeconds(30));
        last.kill();
        check();
    }

    /** Nothing is ever lost or made, and nothing is ever overspent. */
    void check() {
        store.book
                .accounts()
                .forEach(
                        (name, account) -> {
                            Money held =
                                    store.book.holds().values().stream()
                                            .filter(hold -> hold.accounts().contains(name))
                                            .map(Hold::amount)
                                            .reduce(Money.ZERO, Money::plus);
                            assertThat(account.left().plus(account.spent()).plus(held))
                                    .as(name)
                                    .isEqualTo(account.limit());
                            assertThat(account.left().picoUsd()).as(name).isNotNegative();
                            assertThat(billed.getOrDefault(name, Money.ZERO))
                                    .as("billed of " + name)
                                    .isLessThanOrEqualTo(account.limit());
                        });
        store.book
                .holds()
                .values()
                .forEach(
                        hold ->
                                assertThat(hold.may().picoUsd())
                                        .isBetween(0L, hold.amount().picoUsd()));
    }
}
