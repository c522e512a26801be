package org.inkstream.money;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.inkstream.yaml.InvalidFile;
import org.inkstream.yaml.Problems;
import org.inkstream.yaml.Section;
import org.inkstream.yaml.Spelling;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Reads a price file and reports everything that is wrong with it at once. */
public final class PriceFile {
    private static final String PACKAGED = "prices.yaml";

    private final String file;
    private final Map<String, @Nullable Object> content;
    private final Problems problems;

    private PriceFile(String file, Map<String, @Nullable Object> content) {
        this.file = file;
        this.content = content;
        this.problems = new Problems(file);
    }

    /**
     * @param file named in messages
     * @throws InvalidFile with all problems
     */
    public static PriceTable parse(String file, String yaml) {
        return new PriceFile(file, YamlText.parse(file, yaml)).load();
    }

    static PriceTable packaged() {
        return new PriceFile(PACKAGED, YamlText.resource(PriceFile.class, PACKAGED)).load();
    }

    static PriceTable read(Path path) {
        try {
            return parse(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new InvalidFile(
                    path.toString(),
                    List.of(
                            Files.exists(path)
                                    ? "cannot be read: " + unreadable.getMessage()
                                    : "there is no such price file"));
        }
    }

    private PriceTable load() {
        Section root = new Section("", content, problems);
        Map<String, Boolean> paid = paid(root.section("providers"));
        List<ModelPrices> models = new ArrayList<>();
        for (Section section : root.list("models")) {
            ModelPrices model = model(section);
            if (!paid.containsKey(model.provider())) {
                section.problem(
                        "provider '"
                                + model.provider()
                                + "' is not listed under providers"
                                + Spelling.hint(model.provider(), paid.keySet()));
            }
            models.add(model);
        }
        root.nothingElse();
        new PriceCheck(models, problems).run();
        problems.throwIfAny();
        return new PriceTable(file, paid, models);
    }

    private static Map<String, Boolean> paid(Section providers) {
        Map<String, Boolean> paid = new LinkedHashMap<>();
        providers
                .sections()
                .forEach(
                        (name, provider) -> {
                            paid.put(name, provider.flag("paid", true));
                            provider.nothingElse();
                        });
        return paid;
    }

    private static ModelPrices model(Section section) {
        String source = section.text("source", "");
        List<Price> history =
                section.list("prices").stream().map(price -> price(price, source)).toList();
        ModelPrices model =
                new ModelPrices(
                        section.text("provider"),
                        section.text("name"),
                        section.texts("aliases"),
                        section.flag("snapshots", false),
                        history);
        section.nothingElse();
        return model;
    }

    private static Price price(Section section, String source) {
        LocalDate from = section.day("from", LocalDate.EPOCH);
        if (!section.has("from")) {
            section.problem("from is missing: since when does it hold?");
        }
        LocalDate to = section.day("to", LocalDate.MAX);
        BigDecimal upTo = section.decimal("upTo", BigDecimal.valueOf(Long.MAX_VALUE));
        BigDecimal batch = section.decimal("batch", BigDecimal.ONE);
        Section classes = section.section("perMillion");
        Map<TokenClass, BigDecimal> perMillion = perMillion(classes);
        if (classes.keys().isEmpty()) {
            section.problem("perMillion has no price");
        }
        String where = section.text("source", source);
        section.nothingElse();
        try {
            return new Price(from, to, upTo.longValueExact(), batch, perMillion, where);
        } catch (IllegalArgumentException | ArithmeticException outOfRange) {
            section.problem(String.valueOf(outOfRange.getMessage()));
            return new Price(from, LocalDate.MAX, Long.MAX_VALUE, BigDecimal.ONE, Map.of(), where);
        }
    }

    private static Map<TokenClass, BigDecimal> perMillion(Section section) {
        Map<TokenClass, BigDecimal> prices = new EnumMap<>(TokenClass.class);
        List<String> known = TokenClass.wireNames();
        for (String name : section.keys()) {
            BigDecimal price = section.decimal(name, BigDecimal.ZERO);
            if (!known.contains(name)) {
                section.problem("'" + name + "' is not a token class" + Spelling.hint(name, known));
            } else if (price.signum() < 0) {
                section.problem(name + " must not be negative, got " + price.toPlainString());
            } else {
                prices.put(TokenClass.valueOf(name.toUpperCase(Locale.ROOT)), price);
            }
        }
        return prices;
    }
}
