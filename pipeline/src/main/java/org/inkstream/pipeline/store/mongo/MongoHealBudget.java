package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.BUDGETS;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import org.inkstream.money.Money;
import org.inkstream.pipeline.workflow.HealBudget;

/** What healing has cost, one document a day, in MongoDB. */
final class MongoHealBudget implements HealBudget.Store {
    private static final String CHARGED = "charged_pico_usd";
    private static final String PASSES = "passes";
    private static final String RESERVED = "reserved_pico_usd";

    private final MongoClient client;
    private final Observed observed;

    MongoHealBudget(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<HealBudget.Day> read(String day) {
        return observed.read("budgets.read", () -> client.find(BUDGETS, Succession.id(id(day))))
                .map(found -> found.isEmpty() ? HealBudget.Day.NEW : day(found.get(0)));
    }

    private static HealBudget.Day day(JsonObject stored) {
        return new HealBudget.Day(
                new Money(stored.getLong(CHARGED)),
                stored.getLong(PASSES),
                new Money(stored.getLong(RESERVED)));
    }

    @Override
    public Future<Boolean> replace(String day, HealBudget.Day seen, HealBudget.Day next) {
        return seen.equals(HealBudget.Day.NEW) ? insert(day, next) : change(day, seen, next);
    }

    private Future<Boolean> insert(String day, HealBudget.Day first) {
        JsonObject stored =
                stored(first)
                        .put("_id", id(day))
                        .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
        return observed.write("budgets.insert", () -> client.insert(BUDGETS, stored).map(true))
                .recover(
                        failure ->
                                DuplicateKeys.isDuplicate(failure)
                                        // One that is back at nothing looks as if it were new.
                                        ? change(day, HealBudget.Day.NEW, first)
                                        : Future.failedFuture(failure));
    }

    private Future<Boolean> change(String day, HealBudget.Day seen, HealBudget.Day next) {
        JsonObject asSeen = stored(seen).put("_id", id(day));
        return observed.write(
                        "budgets.replace",
                        () ->
                                client.updateCollection(
                                        BUDGETS,
                                        asSeen,
                                        new JsonObject().put("$set", stored(next))))
                .map(changed -> changed.getDocMatched() == 1);
    }

    private static JsonObject stored(HealBudget.Day day) {
        return new JsonObject()
                .put(CHARGED, day.charged().picoUsd())
                .put(PASSES, day.passes())
                .put(RESERVED, day.reserved().picoUsd());
    }

    @Override
    public Future<Void> add(String day, Money cost, Money released) {
        return increment(
                day,
                new JsonObject()
                        .put(CHARGED, cost.picoUsd())
                        .put(PASSES, 1L)
                        .put(RESERVED, -released.picoUsd()));
    }

    @Override
    public Future<Void> release(String day, Money released) {
        return increment(day, new JsonObject().put(RESERVED, -released.picoUsd()));
    }

    private Future<Void> increment(String day, JsonObject by) {
        return observed.write(
                "budgets.add",
                () ->
                        client.updateCollection(
                                        BUDGETS,
                                        Succession.id(id(day)),
                                        new JsonObject().put("$inc", by))
                                .<Void>mapEmpty());
    }

    private static String id(String day) {
        return "heal/" + day;
    }
}
