package org.inkstream.app.coordinator;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.Settings;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.jobs.Estimate;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.Listing;

/**
 * Estimates what a job takes from the lengths of its letters, the first model of each tool's route,
 * the price table, and assumed speeds. Nothing is asked of anybody. For any thread; reads files
 * when it is made.
 */
final class EstimateOf {
    /** Characters per token: few for little, many for much. */
    private static final double[] CHARS_PER_TOKEN = {5, 4, 2};

    private static final long[] ANSWER_TOKENS = {80, 350, Long.MAX_VALUE};

    /** Tokens a second that one GPU reads and writes, from fast to slow. */
    private static final double[] READS = {5_000, 1_500, 400};

    private static final double[] WRITES = {120, 40, 10};

    private final ToolCatalogue catalogue;
    private final Inference inference;
    private final PriceTable prices;
    private final boolean elsewhere;

    EstimateOf(Settings settings) {
        catalogue =
                ToolCatalogue.packaged()
                        .only(settings.workflow().tools())
                        .within(settings.workflow().longestCall());
        inference = Inference.load(settings.inference(), catalogue);
        prices = PriceTable.load(settings.cost().priceFile());
        elsewhere = settings.agents().elsewhere();
    }

    /**
     * @param now by whose day the prices are taken
     */
    Estimate of(Listing listing, Instant now) {
        Sum sum = new Sum();
        if (!elsewhere) {
            for (String tool : inference.tools()) {
                ModelSpec model = inference.models().modelsOf(tool).get(0);
                long instructions = instructions(tool);
                listing.letters().forEach(letter -> sum.add(model, instructions, letter, now));
            }
        }
        int letters = listing.letters().size();
        return new Estimate(
                letters,
                (int)
                        listing.documents().stream()
                                .filter(one -> one.state() == JobDocument.State.ERROR)
                                .count(),
                (long) letters * catalogue.tools().size(),
                sum.modelCalls,
                sum.gpuSeconds,
                sum.cost,
                sum.unpriced,
                basis());
    }

    private String basis() {
        if (elsewhere) {
            return "agents.url names agents that do not say which models they ask: only calls are"
                    + " counted";
        }
        return "each letter and tool once, by the first model of its route, without retries, caches"
                + " or earlier results; low, expected, high: 5, 4, 2 characters per token, answers"
                + " of 80, 350 and the most tokens, a GPU that reads 5000, 1500, 400 and writes 120,"
                + " 40, 10 tokens a second; prices of version "
                + prices.version();
    }

    private long instructions(String tool) {
        JsonObject system = inference.prompts().system().canonical();
        return (long) system.encode().length()
                + inference.prompts().of(tool).canonical().encode().length();
    }

    /** Adds up letter by letter. */
    private final class Sum {
        long modelCalls;
        long unpriced;
        Estimate.Range gpuSeconds = Estimate.Range.ZERO;
        Estimate.Cost cost = Estimate.Cost.ZERO;

        void add(ModelSpec model, long instructions, OcrCompleted letter, Instant now) {
            modelCalls++;
            List<Guess> guesses =
                    List.of(
                            guess(model, instructions, letter, 0, now),
                            guess(model, instructions, letter, 1, now),
                            guess(model, instructions, letter, 2, now));
            unpriced += guesses.get(1).unpriced() ? 1 : 0;
            gpuSeconds =
                    gpuSeconds.plus(
                            new Estimate.Range(
                                    guesses.get(0).seconds(),
                                    guesses.get(1).seconds(),
                                    guesses.get(2).seconds()));
            cost =
                    cost.plus(
                            new Estimate.Cost(
                                    guesses.get(0).cost(),
                                    guesses.get(1).cost(),
                                    guesses.get(2).cost()));
        }
    }

    private record Guess(double seconds, Money cost, boolean unpriced) {}

    private Guess guess(
            ModelSpec model, long instructions, OcrCompleted letter, int which, Instant now) {
        long length =
                which == 2
                        ? letter.text().getBytes(StandardCharsets.UTF_8).length
                        : letter.text().length();
        long read = Math.round((instructions + length) / CHARS_PER_TOKEN[which]);
        long written = Math.min(ANSWER_TOKENS[which], model.maxOutputTokens());
        ModelUsage usage =
                new ModelUsage(
                        inference.models().endpointOf(model).provider(),
                        model.model(),
                        Tokens.of(read, written),
                        model.inBatches(),
                        Duration.ZERO,
                        "",
                        "");
        double seconds = read / READS[which] + written / WRITES[which];
        return prices.charge(usage, now)
                .match(
                        priced -> new Guess(0, priced.cost(), false),
                        free -> new Guess(seconds, Money.ZERO, false),
                        unpriced -> new Guess(0, Money.ZERO, true));
    }
}
