package org.inkstream.loadtest.scenarios.budget;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Book;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.inkstream.money.Money;

/**
 * What became of a budget.
 *
 * @param name for people
 * @param killed whether a process was killed in between
 * @param calls that were to be made
 * @param spending the ledger of whoever called
 * @param billed what the provider will send a bill for
 * @param book the limits in the store, when all processes had ended
 * @param mostInAir callers at once
 */
record BudgetRound(
        String name,
        boolean killed,
        int calls,
        Spending spending,
        Money billed,
        Book book,
        int mostInAir) {
    private Account day() {
        return book.accounts().entrySet().stream()
                .filter(one -> one.getKey().startsWith("day/"))
                .map(one -> one.getValue())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no budget of the day is in the store"));
    }

    private Money booked() {
        return day().spent().minus(day().assumed());
    }

    List<Claim> claims() {
        Account day = day();
        return List.of(
                claim(
                        billed.compareTo(day.limit()) <= 0
                                && day.spent().compareTo(day.limit()) <= 0
                                && day.left().picoUsd() >= 0,
                        "overspend is 0: billed %s and booked %s of %s"
                                .formatted(billed, day.spent(), day.limit())),
                claim(
                        spending.refused() > 0 && spending.answered() > 0,
                        "the budget's edge was met: %d calls answered, %d refused, %d lost"
                                .formatted(
                                        spending.answered(), spending.refused(), spending.lost())),
                claim(
                        spending.otherwise() == 0
                                && spending.answered() + spending.refused() + spending.lost()
                                        == calls
                                && spending.lost() <= mostInAir
                                && (killed || spending.lost() == 0),
                        "every call ended in one way, and none was lost but at a kill"),
                ledger(),
                claim(
                        book.holds().isEmpty()
                                && book.accounts().values().stream()
                                        .allMatch(one -> one.reserved().equals(Money.ZERO)),
                        "no reservation is left, and spent and left come to the limit: %s and %s"
                                .formatted(day.spent(), day.left())));
    }

    private Claim ledger() {
        if (!killed) {
            return claim(
                    billed.equals(spending.known())
                            && billed.equals(day().spent())
                            && day().assumed().equals(Money.ZERO),
                    "provider, ledger and budget agree to the pico-dollar: %d, %d and %d"
                            .formatted(
                                    billed.picoUsd(),
                                    spending.known().picoUsd(),
                                    day().spent().picoUsd()));
        }
        Money most = spending.known().plus(spending.unknown());
        return claim(
                spending.known().compareTo(billed) <= 0
                        && billed.compareTo(most) <= 0
                        && booked().compareTo(billed) <= 0
                        && billed.compareTo(day().spent()) <= 0,
                "the bill of %s lies between what is known (%s) and that with the unknown (%s)"
                                .formatted(billed, spending.known(), most)
                        + ", and the budget's %s cover it, %s of them assumed of the dead"
                                .formatted(day().spent(), day().assumed()));
    }

    private Claim claim(boolean holds, String what) {
        return new Claim(holds, name + ": " + what);
    }

    JsonObject toJson() {
        Account day = day();
        return new JsonObject()
                .put("round", name)
                .put("calls", calls)
                .put("answered", spending.answered())
                .put("refused", spending.refused())
                .put("lost", spending.lost())
                .put("limitPicoUsd", day.limit().picoUsd())
                .put("billedPicoUsd", billed.picoUsd())
                .put("knownPicoUsd", spending.known().picoUsd())
                .put("unknownAtMostPicoUsd", spending.unknown().picoUsd())
                .put("spentPicoUsd", day.spent().picoUsd())
                .put("assumedPicoUsd", day.assumed().picoUsd())
                .put("leftPicoUsd", day.left().picoUsd())
                .put("holds", book.holds().size());
    }
}
