package org.inkstream.pipeline.ops;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.inkstream.money.ModelPrices;
import org.inkstream.money.Price;
import org.inkstream.money.PriceTable;
import org.inkstream.money.TokenClass;

/** The prices of some models on one day, for people or for programs. */
final class PriceReport {
    private final PriceTable table;
    private final List<ModelPrices> models;
    private final LocalDate day;

    PriceReport(PriceTable table, List<ModelPrices> models, LocalDate day) {
        this.table = table;
        this.models = models;
        this.day = day;
    }

    List<String> forPeople() {
        List<String> lines = new ArrayList<>();
        lines.add("Prices of %s in US dollars per million tokens".formatted(day));
        lines.add("from %s, version %s".formatted(table.source(), table.version()));
        lines.add("");
        lines.add(
                row(
                        "PROVIDER",
                        "MODEL",
                        "INPUT",
                        "OUTPUT",
                        "READ",
                        "WRITE 5M",
                        "WRITE 1H",
                        "BATCH",
                        "SINCE",
                        "PROMPT"));
        for (ModelPrices model : models) {
            List<Price> prices = model.on(day);
            prices.forEach(price -> lines.add(row(model, price)));
            if (prices.isEmpty()) {
                lines.add(
                        row(
                                model.provider(),
                                model.model(),
                                "-",
                                "-",
                                "-",
                                "-",
                                "-",
                                "-",
                                "not known on this day",
                                ""));
            }
        }
        return lines;
    }

    /** One line each; a model without a price on the day is left out. */
    List<String> forPrograms() {
        List<String> lines = new ArrayList<>();
        for (ModelPrices model : models) {
            model.on(day).forEach(price -> lines.add(json(model, price).encode()));
        }
        return lines;
    }

    private static String row(ModelPrices model, Price price) {
        return row(
                model.provider(),
                model.model(),
                amount(price, TokenClass.INPUT),
                amount(price, TokenClass.OUTPUT),
                amount(price, TokenClass.CACHE_READ),
                amount(price, TokenClass.CACHE_WRITE_5M),
                amount(price, TokenClass.CACHE_WRITE_1H),
                "x" + plain(price.batchFactor()),
                price.from().toString(),
                price.hasLimit() ? "up to " + price.upTo() + " tokens" : "");
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-10s %-20s %9s %9s %9s %9s %9s %6s  %-10s %s", cells)
                .stripTrailing();
    }

    private static String amount(Price price, TokenClass tokenClass) {
        BigDecimal amount = price.perMillion().get(tokenClass);
        return amount == null ? "-" : plain(amount);
    }

    private JsonObject json(ModelPrices model, Price price) {
        JsonObject json =
                new JsonObject()
                        .put("provider", model.provider())
                        .put("model", model.model())
                        .put("from", price.from().toString());
        if (price.hasEnd()) {
            json.put("to", price.to().toString());
        }
        if (price.hasLimit()) {
            json.put("upTo", price.upTo());
        }
        JsonObject perMillion = new JsonObject();
        // As text: a price is a decimal, and a double is not.
        price.perMillion()
                .forEach((tokenClass, usd) -> perMillion.put(tokenClass.wireName(), plain(usd)));
        return json.put("batch", plain(price.batchFactor()))
                .put("usdPerMillion", perMillion)
                .put("source", price.source())
                .put("file", table.source())
                .put("version", table.version());
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
