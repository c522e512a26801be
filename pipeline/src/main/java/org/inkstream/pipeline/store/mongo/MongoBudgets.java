package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.BUDGETS;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Book;
import org.inkstream.agents.budget.BudgetStore;
import org.inkstream.agents.budget.Change;
import org.inkstream.agents.budget.Hold;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/** Limits and what is set aside, in one document of MongoDB; one more for each run with a cap. */
final class MongoBudgets implements BudgetStore {
    static final String EXPIRES = "expiresAt";

    private static final String LEDGER = "ledger";

    /** Beyond the longest life of a run. */
    private static final Duration RUN_KEPT = Duration.ofDays(30);

    private static final UpdateOptions NEW = new UpdateOptions().setReturningNewDocument(true);

    private final MongoClient client;
    private final Observed observed;
    private final Timers timers;

    /**
     * @param timers for when caps of runs are forgotten
     */
    MongoBudgets(MongoClient client, Observed observed, Timers timers) {
        this.client = client;
        this.observed = observed;
        this.timers = timers;
    }

    @Override
    public Future<Book> read() {
        return stored().map(found -> found.map(BudgetForm::book).orElse(Book.EMPTY));
    }

    private Future<Optional<JsonObject>> stored() {
        return observed.read("budgets.read", () -> client.find(BUDGETS, ledger()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Book> open(Map<String, Money> limits, LocalDate today) {
        return stored().compose(
                        found ->
                                found.isPresent()
                                        ? Future.succeededFuture(BudgetForm.book(found.get()))
                                        : begin())
                .compose(
                        book -> {
                            Future<Void> opened = Future.succeededFuture();
                            for (Map.Entry<String, Money> limit : limits.entrySet()) {
                                opened = opened.compose(before -> open(book, limit, today));
                            }
                            return opened;
                        })
                .compose(opened -> read());
    }

    private Future<Book> begin() {
        JsonObject empty = ledger().put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
        return observed.write("budgets.insert", () -> client.insert(BUDGETS, empty))
                .map(Book.EMPTY)
                .recover(
                        failure ->
                                DuplicateKeys.isDuplicate(failure)
                                        ? read()
                                        : Future.failedFuture(failure));
    }

    private Future<Void> open(Book book, Map.Entry<String, Money> limit, LocalDate today) {
        String name = limit.getKey();
        Account known = book.accounts().get(name);
        if (known == null) {
            return update(
                            "budgets.open",
                            ledger().put(BudgetForm.account(name), exists(false)),
                            set(
                                    BudgetForm.account(name),
                                    BudgetForm.stored(Account.of(limit.getValue(), today))))
                    .mapEmpty();
        }
        if (known.limit().equals(limit.getValue()) && known.opened().equals(today)) {
            return Future.succeededFuture();
        }
        JsonObject members =
                new JsonObject()
                        .put(BudgetForm.account(name, BudgetForm.LIMIT), limit.getValue().picoUsd())
                        .put(BudgetForm.account(name, BudgetForm.OPENED), today.toString());
        long more = limit.getValue().minus(known.limit()).picoUsd();
        // Whoever was faster has set the same limit, or is to be the last.
        return update(
                        "budgets.limit",
                        ledger().put(
                                        BudgetForm.account(name, BudgetForm.LIMIT),
                                        known.limit().picoUsd()),
                        new JsonObject()
                                .put("$set", members)
                                .put(
                                        "$inc",
                                        new JsonObject()
                                                .put(
                                                        BudgetForm.account(name, BudgetForm.LEFT),
                                                        more)))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Book>> change(Change change) {
        JsonObject when = ledger();
        if (change.seen() == 0) {
            when.put(BudgetForm.hold(change.holdId()), exists(false));
        } else {
            when.put(BudgetForm.hold(change.holdId(), BudgetForm.VERSION), change.seen())
                    .put(BudgetForm.hold(change.holdId(), BudgetForm.OWNER), change.owner());
        }
        long condition = change.condition().picoUsd();
        change.accounts()
                .forEach(
                        name ->
                                when.put(
                                        BudgetForm.account(name, BudgetForm.LEFT),
                                        condition == 0
                                                ? exists(true)
                                                : new JsonObject().put("$gte", condition)));
        return observed.write(
                        "budgets.change",
                        () ->
                                client.findOneAndUpdateWithOptions(
                                        BUDGETS, when, update(change), new FindOptions(), NEW))
                .map(after -> Optional.ofNullable(after).map(BudgetForm::book));
    }

    private static JsonObject update(Change change) {
        JsonObject by = new JsonObject();
        for (String name : change.accounts()) {
            by.put(BudgetForm.account(name, BudgetForm.LEFT), -change.take().picoUsd())
                    .put(BudgetForm.account(name, BudgetForm.SPENT), change.spend().picoUsd());
        }
        JsonObject update = new JsonObject().put("$inc", by);
        Money more = change.take().minus(change.spend());
        if (change.last()) {
            return change.seen() == 0
                    ? update
                    : update.put(
                            "$unset", new JsonObject().put(BudgetForm.hold(change.holdId()), ""));
        }
        if (change.seen() == 0) {
            Hold hold =
                    new Hold(
                            change.owner(),
                            change.accounts(),
                            more,
                            change.may(),
                            change.version());
            return update.put(
                    "$set",
                    new JsonObject()
                            .put(BudgetForm.hold(change.holdId()), BudgetForm.stored(hold)));
        }
        by.put(BudgetForm.hold(change.holdId(), BudgetForm.AMOUNT), more.picoUsd());
        return update.put(
                "$set",
                new JsonObject()
                        .put(
                                BudgetForm.hold(change.holdId(), BudgetForm.MAY),
                                change.may().picoUsd())
                        .put(
                                BudgetForm.hold(change.holdId(), BudgetForm.VERSION),
                                change.version()));
    }

    @Override
    public Future<Boolean> reclaim(String holdId, Hold seen) {
        JsonObject by = new JsonObject();
        for (String name : seen.accounts()) {
            by.put(
                            BudgetForm.account(name, BudgetForm.LEFT),
                            seen.amount().minus(seen.may()).picoUsd())
                    .put(BudgetForm.account(name, BudgetForm.SPENT), seen.may().picoUsd())
                    .put(BudgetForm.account(name, BudgetForm.ASSUMED), seen.may().picoUsd());
        }
        return update(
                "budgets.reclaim",
                ledger().put(BudgetForm.hold(holdId, BudgetForm.VERSION), seen.version())
                        .put(BudgetForm.hold(holdId, BudgetForm.OWNER), seen.owner()),
                new JsonObject()
                        .put("$inc", by)
                        .put("$unset", new JsonObject().put(BudgetForm.hold(holdId), "")));
    }

    @Override
    public Future<Void> forget(String name) {
        return read().compose(
                        book -> {
                            Account seen = book.accounts().get(name);
                            if (seen == null || book.isHeld(name)) {
                                return Future.succeededFuture();
                            }
                            return update(
                                            "budgets.forget",
                                            ledger().put(
                                                            BudgetForm.account(
                                                                    name, BudgetForm.LEFT),
                                                            seen.left().picoUsd())
                                                    .put(
                                                            BudgetForm.account(
                                                                    name, BudgetForm.SPENT),
                                                            seen.spent().picoUsd()),
                                            new JsonObject()
                                                    .put(
                                                            "$unset",
                                                            new JsonObject()
                                                                    .put(
                                                                            BudgetForm.account(
                                                                                    name),
                                                                            "")))
                                    .mapEmpty();
                        });
    }

    @Override
    public Future<Boolean> takeOfRun(String runId, Money limit, Money amount) {
        return takeOfKnownRun(runId, amount)
                .compose(
                        taken ->
                                taken || limit.compareTo(amount) < 0
                                        ? Future.succeededFuture(taken)
                                        : beginRun(runId, limit, amount));
    }

    private Future<Boolean> takeOfKnownRun(String runId, Money amount) {
        return update(
                "budgets.run",
                run(runId).put("left", new JsonObject().put("$gte", amount.picoUsd())),
                inc("left", -amount.picoUsd()));
    }

    private Future<Boolean> beginRun(String runId, Money limit, Money amount) {
        JsonObject first =
                run(runId)
                        .put("left", limit.minus(amount).picoUsd())
                        .put(EXPIRES, Dates.date(timers.now().plus(RUN_KEPT)))
                        .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
        return observed.write("budgets.insert", () -> client.insert(BUDGETS, first))
                .map(true)
                .recover(
                        failure ->
                                DuplicateKeys.isDuplicate(failure)
                                        ? takeOfKnownRun(runId, amount)
                                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> giveToRun(String runId, Money amount) {
        return update("budgets.run", run(runId), inc("left", amount.picoUsd())).mapEmpty();
    }

    private Future<Boolean> update(String operation, JsonObject when, JsonObject how) {
        return observed.write(operation, () -> client.updateCollection(BUDGETS, when, how))
                .map(changed -> changed.getDocMatched() == 1);
    }

    private static JsonObject ledger() {
        return new JsonObject().put("_id", LEDGER);
    }

    private static JsonObject run(String runId) {
        return new JsonObject().put("_id", "run/" + runId);
    }

    private static JsonObject exists(boolean whether) {
        return new JsonObject().put("$exists", whether);
    }

    private static JsonObject inc(String member, long by) {
        return new JsonObject().put("$inc", new JsonObject().put(member, by));
    }

    private static JsonObject set(String member, JsonObject value) {
        return new JsonObject().put("$set", new JsonObject().put(member, value));
    }
}
