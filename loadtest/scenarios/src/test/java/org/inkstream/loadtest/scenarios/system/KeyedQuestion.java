package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.RemoteGateway;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.models.ModelSpec;

/** One question under one key, for gateways that are killed. */
final class KeyedQuestion {
    private static final ModelSpec MODEL =
            new ModelSpec("local", "gpu", "llama3.2", 8192, 2048, 0, Duration.ZERO);

    private KeyedQuestion() {}

    /** The models file by which a gateway knows the model that is asked. */
    static Path modelsFile(Processes processes, ModelProcess model) throws IOException {
        return Files.writeString(
                processes.folder().resolve("models.yaml"),
                """
                endpoints:
                  gpu: {kind: ollama, url: "%s"}
                models:
                  local: {endpoint: gpu, model: llama3.2}
                routes:
                  default: [local]
                """
                        .formatted(model.url()));
    }

    /**
     * @param askedBefore whether somebody may have been answered already
     */
    static ModelRequest request(boolean askedBefore) {
        JsonObject tag =
                new JsonObject()
                        .put("key", "key-1")
                        .put("documentId", "letter")
                        .put("remainingMs", 20_000)
                        .put("askedBefore", askedBefore);
        return new ModelRequest(
                MODEL,
                new Prompt("You read letters.", "Sum it up.", "Dear Sir", ""),
                "generate_summary",
                new JsonObject().put("type", "object"),
                CallTag.fromJson("generate_summary", tag));
    }

    /** Asks by a client of its own, which is closed after that. */
    static Future<ModelAnswer> ask(Vertx vertx, String urls, boolean askedBefore) {
        RemoteGateway caller = RemoteGateway.open(vertx, urls).await();
        return caller.generate(request(askedBefore), CallProgress.IGNORED)
                .answer()
                .eventually(caller::close);
    }
}
