package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time that no scheduler can beat: every prefix is read once, every batch has the best size,
 * and every model is loaded once. Against a fused demand, ask for the fused one's ideal.
 */
public final class Ideal {
    private final Map<String, ModelSpec> models = new LinkedHashMap<>();
    private final int largestBatch;
    private final Duration evict;
    private final boolean loads;

    private Ideal(List<ModelSpec> models, int largestBatch, Duration evict, boolean loads) {
        models.forEach(model -> this.models.put(model.name(), model));
        this.largestBatch = largestBatch;
        this.evict = evict;
        this.loads = loads;
    }

    /** Models are loaded first, and evicted for one another. */
    public static Ideal of(SlotsSetup setup) {
        return new Ideal(setup.models(), setup.slots(), setup.evict(), true);
    }

    /** The model is there from the beginning. */
    public static Ideal of(PagedSetup setup) {
        return new Ideal(List.of(setup.model()), setup.maxSequences(), Duration.ZERO, false);
    }

    /**
     * @param gpus with one server each
     */
    public Duration time(List<Demand> documents, int gpus) {
        double critical = documents.stream().mapToDouble(this::criticalNanos).max().orElse(0);
        return Nanos.duration(Math.max(critical, workNanos(documents, gpus)));
    }

    /** Documents each hour. */
    public double documentsPerHour(List<Demand> documents, int gpus) {
        double hour = Duration.ofHours(1).toNanos();
        return documents.size() * hour / time(documents, gpus).toNanos();
    }

    /** The longest chain of calls of one document that has the card for itself. */
    public Duration criticalPath(Demand document) {
        return Nanos.duration(criticalNanos(document));
    }

    /** The whole work shared evenly is a bound whoever gets what; so is one model for each GPU. */
    private double workNanos(List<Demand> documents, int gpus) {
        Map<String, Double> byModel = new LinkedHashMap<>();
        for (Demand document : documents) {
            document.byModel()
                    .forEach(
                            (name, calls) ->
                                    byModel.merge(
                                            name,
                                            nanos(model(name), document.prefixTokens(), calls),
                                            Double::sum));
        }
        double work = byModel.values().stream().mapToDouble(nanos -> nanos).sum();
        if (!loads) {
            return work / gpus;
        }
        double loading = byModel.keySet().stream().mapToDouble(name -> loadNanos(name)).sum();
        // Each model is loaded somewhere at least once, and a GPU that has several evicts all but
        // the last; a GPU that works has at least one load, which nobody can do for it.
        double evictions = Nanos.of(evict) * Math.max(0, byModel.size() - gpus);
        double least = byModel.keySet().stream().mapToDouble(this::loadNanos).min().orElse(0);
        return Math.max((work + loading + evictions) / gpus, work / gpus + least);
    }

    private double nanos(ModelSpec model, int prefixTokens, List<Demand.Call> calls) {
        long suffixes = calls.stream().mapToLong(Demand.Call::suffixTokens).sum();
        long output = calls.stream().mapToLong(Demand.Call::outputTokens).sum();
        return (prefixTokens + suffixes) / model.prefillTokensPerSecond() * Nanos.PER_SECOND
                + output * model.step().leastMillisPerToken(largestBatch) * Nanos.PER_MILLI;
    }

    private double criticalNanos(Demand document) {
        List<Double> ends = new ArrayList<>();
        for (Demand.Call call : document.calls()) {
            ModelSpec model = model(call.model());
            double begin = call.after().stream().mapToDouble(ends::get).max().orElse(0);
            // Whoever comes after a call may find the prefix in a cache.
            int prefix = call.after().isEmpty() ? document.prefixTokens() : 0;
            double reading =
                    (prefix + call.suffixTokens())
                            / model.prefillTokensPerSecond()
                            * Nanos.PER_SECOND;
            double writing = call.outputTokens() * model.step().millis(1) * Nanos.PER_MILLI;
            ends.add(begin + reading + writing);
        }
        double least = loads ? loadNanos(firstModel(document)) : 0;
        return least + ends.stream().max(Comparator.naturalOrder()).orElse(0.0);
    }

    private String firstModel(Demand document) {
        return document.calls().stream()
                .map(Demand.Call::model)
                .min(Comparator.comparingDouble(this::loadNanos))
                .orElseGet(() -> models.keySet().iterator().next());
    }

    private double loadNanos(String name) {
        return Nanos.of(model(name).load());
    }

    private ModelSpec model(String name) {
        ModelSpec model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException("no model " + name + " in " + models.keySet());
        }
        return model;
    }
}
