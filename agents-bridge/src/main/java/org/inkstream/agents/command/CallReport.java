package org.inkstream.agents.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.money.ModelUsage;

/** What came of a call, for people or for programs. */
final class CallReport {
    private final ToolCall call;
    private final ToolOutcome outcome;

    CallReport(ToolCall call, ToolOutcome outcome) {
        this.call = call;
        this.outcome = outcome;
    }

    String forPeople() {
        String head =
                String.format(
                        Locale.ROOT,
                        "%s (%s): %s in %.1f ms, attempts: %d%n",
                        call.tool(),
                        call.agent(),
                        outcome.match(answered -> "answered", failed -> "failed"),
                        outcome.took().toNanos() / 1e6,
                        outcome.attempts());
        return head
                + outcome.match(
                        answered ->
                                usageLines(answered.reply().usage())
                                        + answered.reply().result().encodePrettily(),
                        failed ->
                                usageLines(failed.usage())
                                        + failed.errorClass().wireName()
                                        + ": "
                                        + failed.reason());
    }

    JsonObject forPrograms() {
        JsonObject report =
                new JsonObject()
                        .put("tool", call.tool())
                        .put("agent", call.agent())
                        .put("attempts", outcome.attempts())
                        .put("tookMs", outcome.took().toNanos() / 1e6);
        return outcome.match(
                answered ->
                        report.put("outcome", "answered")
                                .put("usage", usage(answered.reply().usage()))
                                .put("result", answered.reply().result()),
                failed ->
                        report.put("outcome", "failed")
                                .put("usage", usage(failed.usage()))
                                .put("errorClass", failed.errorClass().wireName())
                                .put("reason", failed.reason()));
    }

    private static String usageLines(List<ModelUsage> calls) {
        StringBuilder lines = new StringBuilder();
        for (ModelUsage usage : calls) {
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "usage: %s %s, %d tokens in, %d out, %.1f ms%n",
                            usage.provider(),
                            usage.model(),
                            usage.tokens().prompt(),
                            usage.outputTokens(),
                            usage.took().toNanos() / 1e6));
        }
        return lines.toString();
    }

    private static JsonArray usage(List<ModelUsage> calls) {
        JsonArray usage = new JsonArray();
        calls.forEach(call -> usage.add(call.toJson()));
        return usage;
    }
}
