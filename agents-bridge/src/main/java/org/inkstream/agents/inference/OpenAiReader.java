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
 * Reads answers of {@code /v1/chat/completions}: the chunks of a stream, or one whole completion.
 * Not thread-safe.
 */
final class OpenAiReader implements AnswerReader {
    private static final String DETAILS = "prompt_tokens_details";
    private static final String CACHED = "cached_tokens";

    private final String provider;
    private final String requested;
    private final Supplier<Duration> elapsed;
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
     * @param elapsed since the request was sent, for servers that do not say how long they worked
     * @param uncounted called when an answer says nothing about what it used
     */
    OpenAiReader(
            String provider,
            String requested,
            Bounds bounds,
            Supplier<Duration> elapsed,
            Runnable uncounted) {
        this(provider, requested, bounds, elapsed, uncounted, piece -> {});
    }

    /**
     * @param pieces hears the answer piece by piece
     */
    OpenAiReader(
            String provider,
            String requested,
            Bounds bounds,
            Supplier<Duration> elapsed,
            Runnable uncounted,
            Consumer<String> pieces) {
        this.provider = provider;
        this.requested = requested;
        this.elapsed = elapsed;
        this.uncounted = uncounted;
        this.said = new AnswerText(bounds.characters(), pieces);
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
        answer =
                Optional.of(
                        new ModelAnswer(
                                said.toString(),
                                stop(),
                                UsageReport.read(this::usage),
                                Duration.ZERO));
    }

    @Override
    public Optional<ModelAnswer> answer() {
        return answer;
    }

    @Override
    public List<ModelUsage> used() {
        return counted() ? UsageReport.readable(this::usage) : List.of();
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

    private ModelUsage usage() {
        double millis =
                Members.number(timings, "prompt_ms") + Members.number(timings, "predicted_ms");
        Duration took = millis > 0 ? Duration.ofMillis(Math.round(millis)) : elapsed.get();
        return ProviderUsage.ofOpenAi(provider, requested, allCounts(), took, id);
    }

    /** As if llama.cpp counted like the others: it tells in timings what it had cached. */
    private JsonObject allCounts() {
        if (timings.isEmpty()) {
            return counts;
        }
        long cached = Members.count(timings, "cache_n");
        JsonObject all =
                counts.isEmpty()
                        ? new JsonObject()
                                .put("prompt_tokens", Members.count(timings, "prompt_n") + cached)
                                .put("completion_tokens", Members.count(timings, "predicted_n"))
                        : counts.copy();
        return Members.object(all, DETAILS).containsKey(CACHED)
                ? all
                : all.put(DETAILS, new JsonObject().put(CACHED, cached));
    }
}
