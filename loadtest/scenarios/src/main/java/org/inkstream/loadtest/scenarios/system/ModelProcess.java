package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.inkstream.loadtest.peers.models.Dialect;

/** {@code inkstream loadtest model-peer} in a JVM of its own. */
public final class ModelProcess {
    private static final Duration START = Duration.ofSeconds(30);

    private final JavaProcess process;
    private final Endpoint endpoint;

    private ModelProcess(JavaProcess process, Endpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Blocks until it takes requests.
     *
     * @param options of the command, beside the dialect
     */
    public static ModelProcess start(Processes processes, Dialect dialect, String... options) {
        String name = dialect.name().toLowerCase(Locale.ROOT);
        List<String> arguments =
                new ArrayList<>(List.of("loadtest", "model-peer", "--dialect", name));
        arguments.addAll(List.of(options));
        JavaProcess process =
                processes.start("model-" + name, Map.of(), Processes.INKSTREAM, arguments);
        return new ModelProcess(process, new Endpoint(process.awaitLine("listening on ", START)));
    }

    public JavaProcess process() {
        return process;
    }

    /** What to set as an endpoint's URL. */
    public String url() {
        return endpoint.url();
    }

    /** How many requests came, are open, running, waiting and cancelled. */
    public JsonObject stats() {
        process.requireAlive();
        return new JsonObject(endpoint.get("/stats"));
    }
}
