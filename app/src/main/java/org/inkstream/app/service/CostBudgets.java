package org.inkstream.app.service;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Accounts;
import org.inkstream.agents.budget.Book;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.inkstream.money.Money;
import org.inkstream.yaml.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What may be spent, and what is. */
@Command(
        name = "budgets",
        description = {
            "Shows each limit with what is spent, reserved and left of it, in US dollars.",
            "Asks the store of the settings, or the embedded one of this machine."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream cost budgets",
            "  inkstream cost budgets day",
            "  inkstream cost budgets collection/letters-1914 --json"
        })
public final class CostBudgets implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final List<String> SCOPES = List.of("day", "month", "collection", "job");
    private static final String ROW = "%-12s %-11s %-24s %14s %14s %14s %14s %s%n";

    @Mixin private SettingsOption settings;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCOPE",
            description =
                    "day, month, collection, job, or one of them, such as collection/ID; all unless"
                            + " given.")
    private String wanted = "";

    @Option(names = "--json", description = "Prints one JSON object per limit.")
    private boolean asJson;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        checkScope();
        Book book = read(Reachable.of(settings.load()));
        List<Map.Entry<String, Account>> found =
                book.accounts().entrySet().stream()
                        .filter(one -> isWanted(one.getKey()))
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        if (found.isEmpty() && wanted.contains("/")) {
            throw new ParameterException(
                    spec.commandLine(), "nothing was ever spent from '" + wanted + "'");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            found.forEach(one -> out.println(json(one.getKey(), one.getValue()).encode()));
        } else {
            print(out, found);
        }
        out.flush();
        return ExitCodes.OK;
    }

    private void checkScope() {
        String scope = wanted.contains("/") ? Accounts.scope(wanted) : wanted;
        if (!scope.isEmpty() && !SCOPES.contains(scope)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no scope '"
                            + scope
                            + "'"
                            + Spelling.hint(scope, SCOPES)
                            + "; there are "
                            + String.join(", ", SCOPES));
        }
    }

    private boolean isWanted(String account) {
        String scope = Accounts.scope(account);
        return wanted.isEmpty()
                || wanted.equals(scope)
                || wanted.equals(account)
                || wanted.equals(scope + "/" + Accounts.id(account));
    }

    private static Book read(Settings reachable) {
        try (CommandStore store = CommandStore.open(reachable.store(), "cost")) {
            return Await.done("asking for budgets", LIMIT, store.stores().budgets().read());
        }
    }

    private static void print(PrintWriter out, List<Map.Entry<String, Account>> found) {
        if (found.isEmpty()) {
            out.println("No paid call was limited yet; budgets.* in the settings sets limits.");
            return;
        }
        out.printf(ROW, "SCOPE", "PERIOD", "ID", "LIMIT", "SPENT", "RESERVED", "LEFT", "");
        found.forEach(
                one -> {
                    Account account = one.getValue();
                    out.printf(
                            ROW,
                            Accounts.scope(one.getKey()),
                            Accounts.period(one.getKey()),
                            Accounts.id(one.getKey()),
                            dollars(account.limit()),
                            dollars(account.spent()),
                            dollars(account.reserved()),
                            dollars(account.left()),
                            note(account));
                });
    }

    private static String dollars(Money amount) {
        return amount.toString().replace(" USD", "");
    }

    private static String note(Account account) {
        if (account.left().picoUsd() < 0) {
            return "overrun: the limit was lowered, or a call cost more than was thought possible";
        }
        return account.assumed().picoUsd() > 0
                ? "of the spent, processes that died may have spent " + account.assumed()
                : "";
    }

    private static JsonObject json(String name, Account account) {
        return new JsonObject()
                .put("scope", Accounts.scope(name))
                .put("period", Accounts.period(name))
                .put("id", Accounts.id(name))
                .put("limit_pico_usd", account.limit().picoUsd())
                .put("spent_pico_usd", account.spent().picoUsd())
                .put("assumed_pico_usd", account.assumed().picoUsd())
                .put("reserved_pico_usd", account.reserved().picoUsd())
                .put("left_pico_usd", account.left().picoUsd());
    }
}
