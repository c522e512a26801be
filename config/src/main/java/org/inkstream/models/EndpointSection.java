package org.inkstream.models;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.inkstream.yaml.Section;

/** Reads what a models file says of one endpoint. */
final class EndpointSection {
    private EndpointSection() {}

    /** Empty if it could not be read; then the problems say why. */
    static Optional<EndpointSpec> read(String name, Section entry) {
        EndpointSpec.Kind kind = EndpointSpec.Kind.OLLAMA;
        if (entry.text("kind").isEmpty()) {
            entry.problem("kind says what the server speaks: ollama, openai or anthropic");
        } else {
            kind = entry.oneOf("kind", EndpointSpec.Kind.class, kind);
        }
        List<String> urls = urls(entry);
        String keyVariable = entry.text("keyVariable", "");
        Optional<Scheduling> scheduling =
                scheduling(kind, urls.isEmpty() ? "" : urls.get(0), entry);
        Balance balance = entry.oneOf("balance", Balance.class, Balance.AFFINITY);
        int concurrent = concurrent(kind, scheduling, entry);
        int queue = entry.wholeNumber("queue", 1000);
        Duration longestWait = entry.duration("longestWait", Duration.ofMinutes(10));
        Duration connectTimeout = entry.duration("connectTimeout", Duration.ofSeconds(5));
        entry.nothingElse();
        if (urls.isEmpty() || scheduling.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new EndpointSpec(
                            name,
                            kind,
                            urls,
                            keyVariable,
                            concurrent,
                            queue,
                            longestWait,
                            connectTimeout,
                            scheduling.get(),
                            balance));
        } catch (IllegalArgumentException outOfRange) {
            entry.problem(String.valueOf(outOfRange.getMessage()));
            return Optional.empty();
        }
    }

    private static int concurrent(
            EndpointSpec.Kind kind, Optional<Scheduling> scheduling, Section entry) {
        Scheduling.Engine engine =
                scheduling.map(Scheduling::engine).orElse(Scheduling.Engine.SLOTS);
        if (EndpointSpec.showsSlots(kind, engine) && !entry.has("concurrent")) {
            return EndpointSpec.AS_SHOWN;
        }
        int concurrent = entry.wholeNumber("concurrent", engine.concurrent());
        if (concurrent < 1) {
            entry.problem("concurrent must be at least 1, got " + concurrent);
        }
        return Math.max(1, concurrent);
    }

    /** One or several; none is a problem. */
    private static List<String> urls(Section entry) {
        if (!entry.has("urls")) {
            String url = entry.text("url");
            return url.isEmpty() ? List.of() : List.of(url);
        }
        List<String> urls = entry.texts("urls");
        if (!entry.text("url", "").isEmpty()) {
            entry.problem("url is for one server, urls for several that have the same models");
        } else if (urls.isEmpty()) {
            entry.problem("urls names no server");
        }
        return urls;
    }

    private static Optional<Scheduling> scheduling(
            EndpointSpec.Kind kind, String url, Section entry) {
        Scheduling.Engine engine =
                entry.oneOf("engine", Scheduling.Engine.class, Scheduling.usualEngine(kind, url));
        Scheduling usual = Scheduling.usual(Scheduling.Order.GROUPS, engine, kind);
        Scheduling.Order order = entry.oneOf("order", Scheduling.Order.class, usual.order());
        Duration maxWait = entry.duration("maxWait", usual.maxWait());
        Duration swapCost = entry.duration("swapCost", usual.swapCost());
        Duration linger = entry.duration("linger", usual.linger());
        try {
            return Optional.of(new Scheduling(order, engine, maxWait, swapCost, linger));
        } catch (IllegalArgumentException contradictory) {
            entry.problem(String.valueOf(contradictory.getMessage()));
            return Optional.empty();
        }
    }
}
