package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.inkstream.loadtest.peers.gpu.Demand;
import org.inkstream.loadtest.peers.gpu.Figures;
import org.inkstream.loadtest.peers.gpu.Ideal;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.gpu.Prompt;

/**
 * What was asked of the models, by document, so that the ideal time for exactly that can be
 * reckoned. The same prompt asked again is counted once: nobody had to ask it twice.
 */
final class Asked {
    private final Map<String, Document> documents = new LinkedHashMap<>();

    /** The answered calls of one document. */
    private static final class Document {
        final Prompt first;
        final Set<Prompt> prompts = new HashSet<>();
        final List<Call> calls = new ArrayList<>();
        int prefix;

        Document(Prompt first) {
            this.first = first;
            this.prefix = first.tokens();
        }

        Demand demand(int without) {
            int shared = Math.max(0, prefix - without);
            return new Demand(
                    shared,
                    calls.stream()
                            .map(
                                    call ->
                                            new Demand.Call(
                                                    call.model,
                                                    Math.max(0, call.promptTokens - prefix),
                                                    call.outputTokens))
                            .toList());
        }
    }

    private record Call(String tool, String model, int promptTokens, int outputTokens) {}

    void answered(Letter letter, Order order, Figures figures) {
        if (figures.promptTokens() == 0) {
            return;
        }
        Document document =
                documents.computeIfAbsent(letter.document(), any -> new Document(order.prompt()));
        if (document.prompts.add(order.prompt())) {
            document.prefix = Math.min(document.prefix, document.first.common(order.prompt()));
            document.calls.add(
                    new Call(
                            letter.tool(),
                            order.model(),
                            figures.promptTokens(),
                            figures.outputTokens()));
        }
    }

    int documents() {
        return documents.size();
    }

    int calls() {
        return documents.values().stream().mapToInt(document -> document.calls.size()).sum();
    }

    /** Tokens with which the prompts of all documents begin. */
    int common() {
        Optional<Document> first = documents.values().stream().findFirst();
        int common = first.map(document -> document.prefix).orElse(0);
        for (Document document : documents.values()) {
            common =
                    Math.min(
                            Math.min(common, document.prefix),
                            first.orElse(document).first.common(document.first));
        }
        return documents.size() < 2 ? 0 : common;
    }

    /** What is common to all documents is read once, for the first of them. */
    List<Demand> demands() {
        int common = common();
        List<Demand> demands = new ArrayList<>();
        documents
                .values()
                .forEach(document -> demands.add(document.demand(demands.isEmpty() ? 0 : common)));
        return demands;
    }

    JsonObject toJson(Optional<Ideal> bound) {
        JsonArray list = new JsonArray();
        documents.forEach((name, document) -> list.add(json(name, document)));
        JsonObject json =
                new JsonObject()
                        .put("calls", calls())
                        .put("commonTokens", common())
                        .put("documents", list);
        bound.filter(any -> !documents.isEmpty())
                .ifPresent(
                        ideal -> {
                            List<Demand> demands = demands();
                            json.put("idealSeconds", ideal.time(demands, 1).toNanos() / 1e9)
                                    .put(
                                            "idealDocumentsPerHour",
                                            ideal.documentsPerHour(demands, 1));
                        });
        return json;
    }

    private static JsonObject json(String name, Document document) {
        JsonArray calls = new JsonArray();
        document.calls.forEach(
                call ->
                        calls.add(
                                new JsonObject()
                                        .put("tool", call.tool)
                                        .put("model", call.model)
                                        .put(
                                                "suffixTokens",
                                                Math.max(0, call.promptTokens - document.prefix))
                                        .put("outputTokens", call.outputTokens)));
        return new JsonObject()
                .put("document", name)
                .put("prefixTokens", document.prefix)
                .put("calls", calls);
    }
}
