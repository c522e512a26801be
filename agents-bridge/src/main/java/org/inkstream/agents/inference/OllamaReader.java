package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.ProviderUsage;

/** Reads answers of {@code /api/chat}. Not thread-safe. */
final class OllamaReader implements AnswerReader {
    private final AnswerText said;
    private String model = "";
    private Optional<ModelAnswer> answer = Optional.empty();

    OllamaReader(Bounds bounds) {
        this(bounds, piece -> {});
    }

    /**
     * @param pieces hears the answer piece by piece
     */
    OllamaReader(Bounds bounds, Consumer<String> pieces) {
        this.said = new AnswerText(bounds.characters(), pieces);
    }

    @Override
    public void hear(JsonObject message) {
        if (message.containsKey("error")) {
            throw Refusals.ofError(message);
        }
        checkModel(Members.text(message, "model"));
        said.append(Members.text(Members.object(message, "message"), "content"));
        if (Boolean.TRUE.equals(message.getValue("done"))) {
            answer = Optional.of(finished(message));
        }
    }

    @Override
    public Optional<ModelAnswer> answer() {
        return answer;
    }

    /** Counts come with the last line, so that before it nothing is known. */
    @Override
    public List<ModelUsage> used() {
        return answer.map(whole -> List.of(whole.usage())).orElse(List.of());
    }

    private void checkModel(String named) {
        if (!model.isEmpty() && !model.equals(named)) {
            throw new MalformedMessage("the answers of two models are mixed up");
        }
        model = named;
    }

    private ModelAnswer finished(JsonObject last) {
        ModelUsage usage = UsageReport.read(() -> ProviderUsage.ofOllama(last));
        Duration waiting =
                nanos(last, "total_duration")
                        .minus(nanos(last, "load_duration"))
                        .minus(usage.took());
        return new ModelAnswer(
                said.toString(),
                "length".equals(Members.text(last, "done_reason"))
                        ? ModelAnswer.Stop.LENGTH
                        : ModelAnswer.Stop.COMPLETE,
                usage,
                waiting.isNegative() ? Duration.ZERO : waiting);
    }

    private static Duration nanos(JsonObject message, String name) {
        return Duration.ofNanos(Members.count(message, name));
    }
}
