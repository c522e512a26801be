package org.inkstream.loadtest.peers.models;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Makes the answer that a good server would give. */
final class Drafts {
    private static final long NANOS_PER_TOKEN = 1_000;

    private final Setup setup;

    Drafts(Setup setup) {
        this.setup = setup;
    }

    /**
     * @param number of the request
     * @param waited for a slot
     * @param load of the model
     */
    ModelAnswer draft(ModelRequest request, int number, Duration waited, Duration load) {
        String whole = setup.text.apply(request).orElseGet(() -> text(request));
        String text = request.maxTokens() > 0 ? TokenCounts.cut(whole, request.maxTokens()) : whole;
        TokenCounts counts =
                TokenCounts.of(TokenCounts.tokens(request.prompt()), TokenCounts.tokens(text));
        return new ModelAnswer(
                number,
                request.model(),
                "",
                text,
                text.length() < whole.length() ? ModelAnswer.Stop.LENGTH : ModelAnswer.Stop.END,
                counts,
                times(waited, load, counts));
    }

    private ModelTimes times(Duration waited, Duration load, TokenCounts counts) {
        Duration service = setup.service;
        if (!service.isZero()) {
            return new ModelTimes(waited, load, Duration.ZERO, Duration.ZERO).taking(service);
        }
        // A server that takes no time at all would look as if it had reported nothing.
        return new ModelTimes(
                waited,
                load,
                Duration.ofNanos(counts.allInput() * NANOS_PER_TOKEN),
                Duration.ofNanos(counts.output() * NANOS_PER_TOKEN));
    }

    private String text(ModelRequest request) {
        if (!request.schema().isEmpty()) {
            return Json.encode(
                    new SchemaAnswer(request.schema(), member -> scripted(request, member))
                            .value());
        }
        String sentence = SchemaText.sentence("answer");
        return request.json() ? new JsonObject().put("answer", sentence).encode() : sentence;
    }

    private Optional<Object> scripted(ModelRequest request, String member) {
        return Optional.ofNullable(setup.members.get(member)).map(value -> value.apply(request));
    }
}
