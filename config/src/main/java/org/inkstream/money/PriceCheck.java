package org.inkstream.money;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.yaml.Problems;

/** Checks what one price cannot know: the others of its model, and the other models. */
final class PriceCheck {
    private final List<ModelPrices> models;
    private final Problems problems;

    PriceCheck(List<ModelPrices> models, Problems problems) {
        this.models = models;
        this.problems = problems;
    }

    void run() {
        Map<String, String> owners = new HashMap<>();
        for (ModelPrices model : models) {
            checkId(model, model.model(), owners);
            model.aliases().forEach(alias -> checkId(model, alias, owners));
            if (model.history().isEmpty()) {
                problem(model, "has no prices");
            }
            checkPeriods(model);
        }
    }

    private void checkId(ModelPrices model, String id, Map<String, String> owners) {
        String before = owners.put(model.provider() + " " + id, model.model());
        if (before != null) {
            problem(
                    model,
                    before.equals(model.model())
                            ? "'" + id + "' is listed twice"
                            : "'" + id + "' is also a name of " + before);
        }
    }

    /** Rows of one period are told apart by the length of the prompt, periods by their days. */
    private void checkPeriods(ModelPrices model) {
        List<Price> period = new ArrayList<>();
        for (Price price : model.history()) {
            if (!period.isEmpty() && !price.samePeriod(period.get(0))) {
                checkLengths(model, period);
                checkSuccession(model, period.get(0), price);
                period.clear();
            }
            period.add(price);
        }
        if (!period.isEmpty()) {
            checkLengths(model, period);
        }
    }

    private void checkSuccession(ModelPrices model, Price before, Price after) {
        if (!after.from().isAfter(before.to())) {
            problem(
                    model,
                    "the prices from %s and from %s overlap: the first must end on %s"
                            .formatted(before.from(), after.from(), after.from().minusDays(1)));
        } else if (after.from().isAfter(before.to().plusDays(1))) {
            problem(
                    model,
                    "there is no price between %s and %s".formatted(before.to(), after.from()));
        }
    }

    private void checkLengths(ModelPrices model, List<Price> period) {
        Set<Long> limits = new HashSet<>();
        for (Price price : period) {
            if (!limits.add(price.upTo())) {
                problem(
                        model,
                        "two prices from %s overlap: both hold for prompts %s"
                                .formatted(price.from(), length(price)));
            }
        }
        Price longest = period.get(period.size() - 1);
        if (longest.hasLimit()) {
            problem(
                    model,
                    "from %s there is no price for prompts of more than %d tokens"
                            .formatted(longest.from(), longest.upTo()));
        }
    }

    private static String length(Price price) {
        return price.hasLimit() ? "of up to " + price.upTo() + " tokens" : "of any length";
    }

    private void problem(ModelPrices model, String what) {
        problems.add("models." + model.model(), what);
    }
}
