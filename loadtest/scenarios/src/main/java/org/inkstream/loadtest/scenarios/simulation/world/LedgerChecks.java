package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the ledger says what agents have billed, once everything has come to rest. */
final class LedgerChecks {
    private static final Account NOTHING = new Account();

    private final Map<String, JsonObject> costs;
    private final Map<String, JsonObject> events;
    private final Map<Bills.Step, Set<String>> billed;
    private final Witness witness;

    /** What the ledger has of one step. */
    private static final class Account {
        private final Set<String> requests = new HashSet<>();
        private final Set<Integer> attempts = new HashSet<>();
        private int unknown;

        void add(JsonObject cost) {
            if (ResultTable.isUnknown(cost)) {
                unknown++;
            } else {
                requests.add(cost.getString("request_id"));
                attempts.add(cost.getInteger("attempt"));
            }
        }
    }

    LedgerChecks(Setting setting) {
        this.costs = setting.results().costs();
        this.events = setting.outbox().costEvents();
        this.billed = setting.bills().billed();
        this.witness = setting.witness();
    }

    void run() {
        witness.holds(
                costs.keySet().equals(events.keySet()),
                "I3",
                "the ledger has %d records, and %d were announced"
                        .formatted(costs.size(), events.size()));
        witness.holds(sum(costs) == sum(events), "I3", "ledger and cost events differ");
        Map<Bills.Step, Account> accounts = accounts();
        accounts.forEach(this::checkAccount);
        billed.forEach(
                (step, requests) ->
                        checkBills(step, requests, accounts.getOrDefault(step, NOTHING)));
    }

    private static long sum(Map<String, JsonObject> costs) {
        return costs.values().stream().mapToLong(cost -> cost.getLong("cost_pico_usd", 0L)).sum();
    }

    private Map<Bills.Step, Account> accounts() {
        Map<Bills.Step, Account> accounts = new HashMap<>();
        for (JsonObject cost : costs.values()) {
            Bills.Step step = new Bills.Step(cost.getString("runId"), cost.getString("tool"));
            accounts.computeIfAbsent(step, first -> new Account()).add(cost);
        }
        return accounts;
    }

    private void checkAccount(Bills.Step step, Account account) {
        witness.holds(
                billed.getOrDefault(step, Set.of()).containsAll(account.requests),
                "I3",
                step + " has " + account.requests + " in the ledger, and got no such bill");
        witness.holds(account.attempts.size() <= 1, "I2", step + " is accounted as two successes");
    }

    /** Nobody knows which of the lost calls it was that a bill is for, but each has its place. */
    private void checkBills(Bills.Step step, Set<String> requests, Account account) {
        List<String> unheard = new ArrayList<>(requests);
        unheard.removeAll(account.requests);
        witness.holds(
                unheard.size() <= account.unknown,
                "I3",
                "%s was billed for %s, and the ledger knows of %d lost calls"
                        .formatted(step, unheard, account.unknown));
    }
}
