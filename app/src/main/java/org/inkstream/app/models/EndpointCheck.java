package org.inkstream.app.models;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.inkstream.models.EndpointSpec;

/** Asks an inference server which models it has, which costs nothing. Blocks. */
final class EndpointCheck {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final UnaryOperator<String> environment;

    /**
     * @param environment value of a variable, empty if it is not set
     */
    EndpointCheck(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /**
     * @param ok whether the endpoint can be used
     * @param words what was found, for people
     */
    record Found(boolean ok, String words) {}

    /**
     * @param models what the endpoint calls the models that it should have
     */
    Found ask(EndpointSpec spec, List<String> models) {
        String key = spec.keyVariable().isEmpty() ? "" : environment.apply(spec.keyVariable());
        if (!spec.keyVariable().isEmpty() && key.isEmpty()) {
            return new Found(false, "the variable " + spec.keyVariable() + " is not set");
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(spec.connectTimeout()).build();
        try {
            HttpResponse<String> response =
                    client.send(request(spec, key), BodyHandlers.ofString());
            return judge(response, models);
        } catch (IOException unreachable) {
            return new Found(false, "does not answer (" + inWords(unreachable) + ")");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Found(false, "was not waited for");
        }
    }

    private static Found judge(HttpResponse<String> response, List<String> models) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            return new Found(false, "answers, but does not accept the key (HTTP " + status + ")");
        }
        if (status != OK) {
            return new Found(false, "answers with HTTP " + status);
        }
        List<String> missing =
                models.stream().filter(model -> !response.body().contains(model)).toList();
        return missing.isEmpty()
                ? new Found(true, "answers")
                : new Found(false, "answers, but does not list " + String.join(", ", missing));
    }

    private static HttpRequest request(EndpointSpec spec, String key) {
        String base = spec.url().replaceFirst("/$", "");
        String path = spec.kind() == EndpointSpec.Kind.OLLAMA ? "/api/tags" : "/v1/models";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT).GET();
        if (!key.isEmpty()) {
            if (spec.kind() == EndpointSpec.Kind.ANTHROPIC) {
                request.header("x-api-key", key).header("anthropic-version", "2023-06-01");
            } else {
                request.header("Authorization", "Bearer " + key);
            }
        }
        return request.build();
    }

    private static String inWords(IOException unreachable) {
        return unreachable.getMessage() == null
                ? unreachable.getClass().getSimpleName()
                : unreachable.getMessage();
    }
}
