package org.inkstream.money;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What model calls cost, and since when. Immutable. */
public final class PriceTable {
    private static final Pattern SNAPSHOT = Pattern.compile("(.+)-(?:\\d{8}|\\d{4}-\\d{2}-\\d{2})");

    private final String source;
    private final String version;
    private final Map<String, Boolean> paid;
    private final List<ModelPrices> models;
    private final Map<Id, ModelPrices> byId = new HashMap<>();

    /** How usage names a model. */
    private record Id(String provider, String model) {}

    /**
     * @param source where the table was read, for people
     * @param paid by provider: whether somebody sends a bill for its models
     */
    PriceTable(String source, Map<String, Boolean> paid, List<ModelPrices> models) {
        this.source = source;
        this.paid = Map.copyOf(paid);
        this.models = List.copyOf(models);
        this.version = PriceVersion.of(new TreeMap<>(paid), models);
        for (ModelPrices model : models) {
            byId.put(new Id(model.provider(), model.model()), model);
            model.aliases().forEach(alias -> byId.put(new Id(model.provider(), alias), model));
        }
    }

    /** The list prices that come with the program. */
    public static PriceTable packaged() {
        return PriceFile.packaged();
    }

    /**
     * @param priceFile a file that takes the place of the packaged one; empty means the packaged
     * @throws org.inkstream.yaml.InvalidFile with everything that is wrong with it
     */
    public static PriceTable load(String priceFile) {
        return priceFile.isEmpty() ? packaged() : PriceFile.read(Path.of(priceFile));
    }

    /** Where it was read: a path, or the name of the packaged file. */
    public String source() {
        return source;
    }

    /** Hash of what the table says, 16 characters; the same prices have the same version. */
    public String version() {
        return version;
    }

    /** All models, in the order of the file. */
    public List<ModelPrices> models() {
        return models;
    }

    /**
     * The models that calls may report by this id, of whichever provider.
     *
     * @param id exact, an alias or a snapshot
     */
    public List<ModelPrices> named(String id) {
        return paid.keySet().stream()
                .sorted()
                .flatMap(provider -> find(provider, id).stream())
                .toList();
    }

    /**
     * What a call comes to by the prices of its day.
     *
     * @param at when the call was made
     */
    public Charge charge(ModelUsage usage, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        Optional<ModelPrices> model = find(usage.provider(), usage.model());
        return model.flatMap(listed -> listed.on(day, usage.promptOfCall()))
                .map(price -> price.charge(usage))
                .orElseGet(() -> unlisted(usage, model.isPresent(), day));
    }

    private Optional<ModelPrices> find(String provider, String model) {
        ModelPrices exact = byId.get(new Id(provider, model));
        if (exact != null) {
            return Optional.of(exact);
        }
        Matcher snapshot = SNAPSHOT.matcher(model);
        return snapshot.matches()
                ? Optional.ofNullable(byId.get(new Id(provider, snapshot.group(1))))
                        .filter(ModelPrices::snapshots)
                : Optional.empty();
    }

    /** A provider that the table does not know may send a bill, so it is not taken for free. */
    private Charge unlisted(ModelUsage usage, boolean modelListed, LocalDate day) {
        boolean rules = usage.provider().equals(ModelUsage.RULES);
        if (rules || !paid.getOrDefault(usage.provider(), true)) {
            return new Charge.Free();
        }
        String model = usage.model() + " of " + usage.provider();
        return new Charge.Unpriced(
                modelListed ? model + " has no price on " + day : model + " is not listed");
    }
}
