package org.inkstream.pipeline.store.mongo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Book;
import org.inkstream.agents.budget.Hold;
import org.inkstream.money.Money;

/**
 * The form of all limits in one document: {@code a.ACCOUNT{limit, left, spent, assumed, opened}}
 * and {@code r.HOLD{owner, accounts, amount, may, v}}, amounts in pico-dollars.
 */
final class BudgetForm {
    static final String ACCOUNTS = "a";
    static final String HOLDS = "r";
    static final String LIMIT = "limit";
    static final String LEFT = "left";
    static final String SPENT = "spent";
    static final String ASSUMED = "assumed";
    static final String OPENED = "opened";
    static final String OWNER = "owner";
    static final String AMOUNT = "amount";
    static final String MAY = "may";
    static final String VERSION = "v";

    private BudgetForm() {}

    static Book book(JsonObject stored) {
        Map<String, Account> accounts = new HashMap<>();
        JsonObject a = stored.getJsonObject(ACCOUNTS, new JsonObject());
        a.fieldNames().forEach(key -> accounts.put(name(key), account(a.getJsonObject(key))));
        Map<String, Hold> holds = new HashMap<>();
        JsonObject r = stored.getJsonObject(HOLDS, new JsonObject());
        r.fieldNames().forEach(key -> holds.put(name(key), hold(r.getJsonObject(key))));
        return new Book(accounts, holds);
    }

    static JsonObject stored(Account account) {
        return new JsonObject()
                .put(LIMIT, account.limit().picoUsd())
                .put(LEFT, account.left().picoUsd())
                .put(SPENT, account.spent().picoUsd())
                .put(ASSUMED, account.assumed().picoUsd())
                .put(OPENED, account.opened().toString());
    }

    private static Account account(JsonObject stored) {
        return new Account(
                new Money(stored.getLong(LIMIT)),
                new Money(stored.getLong(LEFT)),
                new Money(stored.getLong(SPENT)),
                new Money(stored.getLong(ASSUMED)),
                LocalDate.parse(stored.getString(OPENED)));
    }

    static JsonObject stored(Hold hold) {
        JsonArray accounts = new JsonArray();
        hold.accounts().stream().sorted().forEach(accounts::add);
        return new JsonObject()
                .put(OWNER, hold.owner())
                .put("accounts", accounts)
                .put(AMOUNT, hold.amount().picoUsd())
                .put(MAY, hold.may().picoUsd())
                .put(VERSION, hold.version());
    }

    private static Hold hold(JsonObject stored) {
        Set<String> accounts = new HashSet<>();
        stored.getJsonArray("accounts").forEach(name -> accounts.add((String) name));
        return new Hold(
                stored.getString(OWNER),
                accounts,
                new Money(stored.getLong(AMOUNT)),
                new Money(stored.getLong(MAY)),
                stored.getLong(VERSION));
    }

    static String account(String name, String member) {
        return ACCOUNTS + "." + key(name) + "." + member;
    }

    static String account(String name) {
        return ACCOUNTS + "." + key(name);
    }

    static String hold(String id, String member) {
        return HOLDS + "." + key(id) + "." + member;
    }

    static String hold(String id) {
        return HOLDS + "." + key(id);
    }

    /** A dot would lead into a member, a dollar be taken for an operator. */
    private static String key(String name) {
        return name.replace("%", "%25")
                .replace(".", "%2E")
                .replace("$", "%24")
                .replace("\0", "%00");
    }

    private static String name(String key) {
        return key.replace("%00", "\0").replace("%24", "$").replace("%2E", ".").replace("%25", "%");
    }
}
