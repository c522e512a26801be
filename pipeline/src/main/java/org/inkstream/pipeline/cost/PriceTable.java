package org.inkstream.pipeline.cost;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;

/** What models cost, and since when. Immutable. */
public final class PriceTable {
    private static final String FILE = "prices.json";
    private static final int SNAPSHOT_DIGITS = 8;

    private final String version;
    private final List<Price> newestFirst;

    private PriceTable(String version, List<Price> newestFirst) {
        this.version = version;
        this.newestFirst = newestFirst;
    }

    /** The list prices that come with the program. */
    public static PriceTable load() {
        try (InputStream file = PriceTable.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            return of(new JsonObject(Buffer.buffer(file.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /**
     * @param table in the form of the file {@code prices.json}
     */
    public static PriceTable of(JsonObject table) {
        return new PriceTable(
                table.getString("version"),
                table.getJsonArray("prices", new JsonArray()).stream()
                        .map(row -> Price.fromJson((JsonObject) row))
                        .sorted(Comparator.comparing(Price::from).reversed())
                        .toList());
    }

    /** Which table a cost was reckoned with. */
    public String version() {
        return version;
    }

    /** What one model call cost, empty if nobody knows; built-in rules cost nothing. */
    public Optional<Money> cost(ModelUsage usage, Instant at) {
        if (usage.provider().equals(ModelUsage.RULES)) {
            return Optional.of(Money.ZERO);
        }
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return newestFirst.stream()
                .filter(price -> price.provider().equals(usage.provider()))
                .filter(price -> isSnapshot(usage.model(), price.model()))
                .filter(price -> !price.from().isAfter(day))
                .findFirst()
                .map(price -> price.of(usage));
    }

    /** {@code claude-haiku-4-5-20251001} is a snapshot of {@code claude-haiku-4-5}. */
    private static boolean isSnapshot(String model, String listed) {
        if (!model.startsWith(listed)) {
            return false;
        }
        String rest = model.substring(listed.length());
        return rest.isEmpty()
                || (rest.length() == SNAPSHOT_DIGITS + 1
                        && rest.charAt(0) == '-'
                        && rest.chars().skip(1).allMatch(Character::isDigit));
    }
}
