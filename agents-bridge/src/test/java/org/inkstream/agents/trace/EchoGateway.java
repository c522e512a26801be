package org.inkstream.agents.trace;

import io.vertx.core.Future;
import java.time.Duration;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;

/** Answers every request with its document, or fails with it if it says so. */
final class EchoGateway implements Gateway {
    static final EndpointSpec ENDPOINT =
            new EndpointSpec(
                    "gpu",
                    EndpointSpec.Kind.OLLAMA,
                    "http://127.0.0.1:11434",
                    "",
                    4,
                    100,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5));
    static final ModelSpec MODEL =
            new ModelSpec("small", "gpu", "llama3.2", 8192, 512, 0, Duration.ZERO);

    private static final ModelUsage USAGE =
            new ModelUsage("ollama", "llama3.2", 10, 4, 0, 0, Duration.ofSeconds(1), "");

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        progress.dispatched();
        String document = request.prompt().document();
        Future<ModelAnswer> answer =
                document.endsWith("fails")
                        ? Future.failedFuture(new CallFailure(ErrorClass.REFUSED, document))
                        : Future.succeededFuture(
                                new ModelAnswer(
                                        document, ModelAnswer.Stop.COMPLETE, USAGE, Duration.ZERO));
        return new ModelEndpoint.Generation() {
            @Override
            public Future<ModelAnswer> answer() {
                return answer;
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
