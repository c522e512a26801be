package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.money.ModelUsage;

/**
 * Reads answers of {@code /v1/chat/completions}: the chunks of a stream, or one whole completion.
 * Not thread-safe.
 */
final class OpenAiReader implements AnswerReader {
    private final String provider;
    private final String requested;
    private final Runnable uncounted;
    private final AnswerText said;
    private String id = "";
    private String finishReason = "";
    private boolean refused;
    private JsonObject counts = new JsonObject();
    private JsonObject timings = new JsonObject();
    private Optional<ModelAnswer> answer = Optional.empty();

    /**
     * @param requested the model that was asked for
     * @param uncounted called when an answer says nothing about what it used
     */
    OpenAiReader(String provider, String requested, Bounds bounds, Runnable uncounted) {
        this.provider = provider;
        this.requested = requested;
        this.uncounted = uncounted;
        this.said = new AnswerText(bounds.characters());
    }

    @Override
    public void hear(JsonObject message) {
        if (message.getValue("error") != null) {
            throw Refusals.ofError(message);
        }
        checkId(Members.text(message, "id"));
        Members.objects(message, "choices").stream()
                .filter(choice -> Members.count(choice, "index") == 0)
                .forEach(this::hearChoice);
        if (message.getValue("timings") instanceof JsonObject told) {
            timings = told;
        }
        if (message.getValue("usage") instanceof JsonObject told) {
            counts = told;
        }
    }

    /** The counts come after the reason to finish, so that only the end of all is the end. */
    @Override
    public void end() {
        if (finishReason.isEmpty()) {
            return;
        }
        if (!counted()) {
            uncounted.run();
        }
        answer = Optional.of(new ModelAnswer(said.toString(), stop(), usage(), Duration.ZERO));
    }

    @Override
    public Optional<ModelAnswer> answer() {
        return answer;
    }

    @Override
    public List<ModelUsage> used() {
        return counted() ? List.of(usage()) : List.of();
    }

    private boolean counted() {
        return !counts.isEmpty() || !timings.isEmpty();
    }

    private void checkId(String named) {
        if (!id.isEmpty() && !named.isEmpty() && !id.equals(named)) {
            throw new MalformedMessage("two answers are mixed up");
        }
        id = id.isEmpty() ? named : id;
    }

    private void hearChoice(JsonObject choice) {
        JsonObject piece =
                Members.object(choice, choice.containsKey("delta") ? "delta" : "message");
        said.append(Members.text(piece, "content"));
        refused |= !Members.text(piece, "refusal").isEmpty();
        String reason = Members.text(choice, "finish_reason");
        if (!reason.isEmpty()) {
            finishReason = reason;
        }
    }

    private ModelAnswer.Stop stop() {
        if (refused || "content_filter".equals(finishReason)) {
            return ModelAnswer.Stop.REFUSED;
        }
        return "length".equals(finishReason) ? ModelAnswer.Stop.LENGTH : ModelAnswer.Stop.COMPLETE;
    }

    /** Here the prompt's count includes what was cached. */
    private ModelUsage usage() {
        long cached =
                Math.max(
                        Members.count(
                                Members.object(counts, "prompt_tokens_details"), "cached_tokens"),
                        Members.count(timings, "cache_n"));
        long prompt =
                counts.isEmpty()
                        ? Members.count(timings, "prompt_n") + cached
                        : Members.count(counts, "prompt_tokens");
        long written =
                counts.isEmpty()
                        ? Members.count(timings, "predicted_n")
                        : Members.count(counts, "completion_tokens");
        long read = Math.min(prompt, cached);
        return new ModelUsage(provider, requested, prompt - read, written, read, 0, worked(), id);
    }

    /** Only llama.cpp says how long it worked. */
    private Duration worked() {
        double millis =
                Members.number(timings, "prompt_ms") + Members.number(timings, "predicted_ms");
        return Duration.ofMillis(Math.round(Math.max(0, millis)));
    }
}
