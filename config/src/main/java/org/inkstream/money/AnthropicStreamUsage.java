package org.inkstream.money;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Collects the usage of a streamed Anthropic message. It comes with the start and again, running
 * on, with each delta; what comes later takes the place of what came before and is never added, so
 * that a streamed call costs what the same call costs at once. Not thread-safe: one per stream.
 */
public final class AnthropicStreamUsage {
    private final JsonObject usage = new JsonObject();
    private String model = "unknown";

    /** Takes any event of the stream; those without usage change nothing. */
    public void event(JsonObject event) {
        if ("message_start".equals(event.getValue("type"))
                && event.getValue("message") instanceof JsonObject message) {
            model = message.getString("model", model);
            take(message);
        } else if ("message_delta".equals(event.getValue("type"))) {
            take(event);
        }
    }

    /** Whether the stream came far enough to be billed. */
    public boolean known() {
        return !usage.isEmpty();
    }

    /** What was reported so far; of a stream that broke off, the least that will be billed. */
    public ModelUsage usage(Duration took, String requestId) {
        return ProviderUsage.ofAnthropic(model, usage, took, requestId);
    }

    private void take(JsonObject holder) {
        if (holder.getValue("usage") instanceof JsonObject reported) {
            reported.forEach(
                    member -> {
                        // A delta repeats as null what it has nothing new of.
                        if (member.getValue() != null) {
                            usage.put(member.getKey(), member.getValue());
                        }
                    });
        }
    }
}
