package org.inkstream.loadtest.peers.models;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** How a server was set up. Set by the test's thread, read by the server's event loop. */
final class Setup {
    /** What a server serves that was not told which models there are: any name. */
    static final String ANY_MODEL = "scripted";

    final Map<String, Function<ModelRequest, Object>> members = new ConcurrentHashMap<>();
    final Map<String, String> headers = new ConcurrentHashMap<>();
    final Map<String, BatchEnd> batchEnds = new ConcurrentHashMap<>();
    volatile int batchPolls = 1;
    volatile Function<ModelRequest, Optional<String>> text = request -> Optional.empty();
    volatile List<String> models = List.of();
    volatile String key = "";
    volatile OpenAiFlavour flavour = OpenAiFlavour.VLLM;
    volatile Duration service = Duration.ZERO;
    volatile Duration load = Duration.ZERO;

    boolean knows(String model) {
        return models.isEmpty() || models.contains(model);
    }

    List<String> modelsListed() {
        return models.isEmpty() ? List.of(ANY_MODEL) : models;
    }
}
