package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.ProviderUsage;

/**
 * Reads answers of {@code /v1/messages}: the events of a stream, or one whole message. What a model
 * thinks is not read, but counted as output. Not thread-safe.
 */
final class AnthropicReader implements AnswerReader {
    private final String requested;
    private final String requestId;
    private final Supplier<Duration> elapsed;
    private final AnswerText said;
    private final JsonObject counts = new JsonObject();
    private String id = "";
    private String stopReason = "";
    private Optional<ModelAnswer> answer = Optional.empty();

    /**
     * @param requested the model that was asked for
     * @param requestId the server's id of the exchange, empty if it gave none
     * @param elapsed since the request was sent; the server does not say how long it worked
     */
    AnthropicReader(String requested, String requestId, Bounds bounds, Supplier<Duration> elapsed) {
        this(requested, requestId, bounds, elapsed, piece -> {});
    }

    /**
     * @param pieces hears the answer piece by piece
     */
    AnthropicReader(
            String requested,
            String requestId,
            Bounds bounds,
            Supplier<Duration> elapsed,
            Consumer<String> pieces) {
        this.requested = requested;
        this.requestId = requestId;
        this.elapsed = elapsed;
        this.said = new AnswerText(bounds.characters(), pieces);
    }

    @Override
    public void hear(JsonObject message) {
        switch (Members.text(message, "type")) {
            case "message" -> hearWhole(message);
            case "message_start" -> begin(Members.object(message, "message"));
            case "content_block_start" -> hearBlock(Members.object(message, "content_block"));
            case "content_block_delta" -> hearDelta(Members.object(message, "delta"));
            case "message_delta" -> {
                count(Members.object(message, "usage"));
                stopReason = Members.text(Members.object(message, "delta"), "stop_reason");
            }
            case "message_stop" -> finish();
            case "error" -> throw Refusals.ofError(message);
            default -> {
                // Pings, and events that a later version of the protocol may add.
            }
        }
    }

    @Override
    public Optional<ModelAnswer> answer() {
        return answer;
    }

    /** Known from the first event on: what was read is billed even if the stream breaks then. */
    @Override
    public List<ModelUsage> used() {
        return counts.isEmpty() ? List.of() : UsageReport.readable(this::usage);
    }

    private void hearWhole(JsonObject message) {
        begin(message);
        Members.objects(message, "content").forEach(this::hearBlock);
        stopReason = Members.text(message, "stop_reason");
        finish();
    }

    private void begin(JsonObject message) {
        if (!id.isEmpty()) {
            throw new MalformedMessage("two answers are mixed up");
        }
        id = Members.text(message, "id");
        count(Members.object(message, "usage"));
    }

    private void hearBlock(JsonObject block) {
        if ("text".equals(Members.text(block, "type"))) {
            said.append(Members.text(block, "text"));
        }
    }

    private void hearDelta(JsonObject delta) {
        if ("text_delta".equals(Members.text(delta, "type"))) {
            said.append(Members.text(delta, "text"));
        }
    }

    /** Counts are those of the whole message so far: later ones replace earlier ones. */
    private void count(JsonObject usage) {
        usage.forEach(
                counted -> {
                    if (counted.getValue() != null) {
                        counts.put(counted.getKey(), counted.getValue());
                    }
                });
    }

    private void finish() {
        if (stopReason.isEmpty()) {
            throw new MalformedMessage("the message ended without a reason to stop");
        }
        answer =
                Optional.of(
                        new ModelAnswer(
                                said.toString(),
                                stop(),
                                UsageReport.read(this::usage),
                                Duration.ZERO));
    }

    private ModelAnswer.Stop stop() {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> ModelAnswer.Stop.LENGTH;
            case "refusal" -> ModelAnswer.Stop.REFUSED;
            default -> ModelAnswer.Stop.COMPLETE;
        };
    }

    private ModelUsage usage() {
        return ProviderUsage.ofAnthropic(
                requested, counts, elapsed.get(), requestId.isEmpty() ? id : requestId);
    }
}
