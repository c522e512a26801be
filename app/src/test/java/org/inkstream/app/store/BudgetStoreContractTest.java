package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Book;
import org.inkstream.agents.budget.BudgetStore;
import org.inkstream.agents.budget.Change;
import org.inkstream.agents.budget.Hold;
import org.inkstream.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class BudgetStoreContractTest {
    private static final String DAY = "day/2026-03-01";
    private static final String COLLECTION = "collection/2026-03/a.b$c%d";
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Map<String, Money> LIMITS =
            Map.of(DAY, new Money(1_000), COLLECTION, new Money(600));
    private static final Set<String> BOTH = LIMITS.keySet();

    private final StoreUnderTest store;
    private final BudgetStore budgets;

    BudgetStoreContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        budgets = store.stores.budgets();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_store_that_knows_nothing_opens_accounts_once() {
        assertThat(await(budgets.read())).isEqualTo(Book.EMPTY);

        List<Future<Book>> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(budgets.open(LIMITS, TODAY));
        }
        many.forEach(StoreUnderTest::await);

        assertThat(await(budgets.read())).isEqualTo(Book.EMPTY.open(LIMITS, TODAY));
    }

    @Test
    void a_changed_limit_changes_what_is_left() {
        await(budgets.open(LIMITS, TODAY));
        await(budgets.change(change("a", 0, 1, 300, 0, 300, false)));

        Book raised = await(budgets.open(Map.of(DAY, new Money(1_500)), TODAY.plusDays(1)));

        Account day = raised.accounts().get(DAY);
        assertThat(day.left()).isEqualTo(new Money(1_200));
        assertThat(day.reserved()).isEqualTo(new Money(300));
    }

    /** The same changes, done here and there: some in turn, some not, some beyond the limit. */
    @Test
    void every_change_does_what_the_book_says() {
        Random random = new Random(7);
        Book book = await(budgets.open(LIMITS, TODAY));
        Map<String, Long> versions = new HashMap<>();
        int done = 0;
        for (int i = 0; i < 600; i++) {
            String hold = "host.1#3/api/" + random.nextInt(3);
            long seen = versions.getOrDefault(hold, 0L) + (random.nextInt(10) == 0 ? 1 : 0);
            Change change = random(random, hold, seen, book.holds().get(hold));
            Optional<Book> expected = book.after(change);

            Optional<Book> after = await(budgets.change(change));

            assertThat(after).as("%s on %s", change, book).isEqualTo(expected);
            if (expected.isPresent()) {
                done++;
                book = expected.get();
                versions.put(hold, change.last() ? 0 : change.version());
            }
        }
        assertThat(done).isBetween(100, 599);
        assertThat(await(budgets.read())).isEqualTo(book);
    }

    private static Change random(Random random, String hold, long seen, Hold known) {
        long amount = known == null ? 0 : known.amount().picoUsd();
        boolean last = random.nextInt(4) == 0;
        long spend = amount == 0 ? 0 : random.nextLong(amount + 1);
        long take = last ? spend - amount : random.nextLong(200);
        long may = last ? 0 : random.nextLong(amount + take - spend + 1);
        return change(hold, seen, seen + 1 + random.nextInt(2), take, spend, may, last);
    }

    @Test
    void of_many_who_take_at_once_no_more_get_some_than_there_is() {
        await(budgets.open(LIMITS, TODAY));

        List<Future<Optional<Book>>> takes = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            takes.add(budgets.change(change("hold" + i, 0, 1, 70, 0, 70, false)));
        }
        long done = takes.stream().filter(take -> await(take).isPresent()).count();

        Book book = await(budgets.read());
        assertThat(done).isEqualTo(8);
        assertThat(book.holds()).hasSize(8);
        assertThat(book.accounts().get(COLLECTION).left()).isEqualTo(new Money(40));
    }

    @Test
    void a_hold_of_the_dead_ends_once_and_only_as_it_was_seen() {
        await(budgets.open(LIMITS, TODAY));
        Book book = await(budgets.change(change("a", 0, 1, 300, 0, 120, false))).orElseThrow();
        Hold seen = book.holds().get("a");
        Book moved = await(budgets.change(change("a", 1, 2, 0, 20, 100, false))).orElseThrow();

        assertThat(await(budgets.reclaim("a", seen))).isFalse();
        assertThat(await(budgets.reclaim("a", moved.holds().get("a")))).isTrue();
        assertThat(await(budgets.reclaim("a", moved.holds().get("a")))).isFalse();

        Account day = await(budgets.read()).accounts().get(DAY);
        assertThat(day.spent()).isEqualTo(new Money(120));
        assertThat(day.assumed()).isEqualTo(new Money(100));
        assertThat(day.left()).isEqualTo(new Money(880));
        assertThat(await(budgets.change(change("a", 2, 3, 10, 0, 10, false)))).isEmpty();
    }

    @Test
    void an_account_is_forgotten_unless_something_is_set_aside() {
        await(budgets.open(LIMITS, TODAY));
        await(budgets.change(change("a", 0, 1, 300, 0, 300, false)));

        await(budgets.forget(DAY));
        assertThat(await(budgets.read()).accounts()).containsKey(DAY);

        await(budgets.change(change("a", 1, 2, -300, 0, 0, true)));
        await(budgets.forget(DAY));
        assertThat(await(budgets.read()).accounts()).containsOnlyKeys(COLLECTION);
    }

    @Test
    void a_run_has_its_own_limit_over_all_processes() {
        Money limit = new Money(100);
        List<Future<Boolean>> takes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            takes.add(budgets.takeOfRun("run.1", limit, new Money(30)));
        }

        assertThat(takes.stream().filter(StoreUnderTest::await)).hasSize(3);
        await(budgets.giveToRun("run.1", new Money(25)));
        assertThat(await(budgets.takeOfRun("run.1", limit, new Money(35)))).isTrue();
        assertThat(await(budgets.takeOfRun("run.1", limit, new Money(1)))).isFalse();
        assertThat(await(budgets.takeOfRun("another", limit, new Money(101)))).isFalse();
    }

    private static Change change(
            String hold, long seen, long version, long take, long spend, long may, boolean last) {
        return new Change(
                hold,
                "host.1#3",
                BOTH,
                seen,
                version,
                new Money(take),
                new Money(spend),
                new Money(may),
                last,
                false);
    }
}
