package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.document.DottedPath;
import org.inkstream.pipeline.document.Evidence;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.time.Iso;

/**
 * The stored form of an enriched letter. Nothing stands in it twice: values are in {@code
 * enriched_data}, what is known about a resolved field under the same path in {@code fields}, the
 * fields that are open in {@code open_fields} under what they have in common, what is known about a
 * tool once under {@code tools}, where the origin of a field points.
 */
final class StoredDocument {
    private StoredDocument() {}

    static JsonObject of(Enrichment letter) {
        OcrCompleted event = letter.run().event();
        String at = Iso.text(letter.at());
        return new JsonObject()
                .put("_id", event.documentId())
                .put("documentId", event.documentId())
                .put("collectionId", event.collectionId())
                .put("jobId", event.jobId())
                .put("schemaVersion", letter.schemaVersion())
                .put("runId", letter.run().id())
                .put("revision", letter.run().revision())
                .put("policy", letter.policy())
                .put("textHash", event.textHash())
                .put("created_at", at)
                .put("updated_at", at)
                .put("status", "enriched")
                .put("review_status", letter.needsReview() ? "pending" : "not_required")
                .put("enriched_data", values(letter.fields()))
                .put("fields", resolved(letter.fields()))
                .put("open_fields", open(letter.fields()))
                .put("tools", tools(letter))
                .put("quality_metrics", letter.qualityMetrics())
                .put("total_processing_time", seconds(letter));
    }

    private static JsonObject values(List<Field> fields) {
        JsonObject values = new JsonObject();
        for (Field field : fields) {
            if (field.hasValue()) {
                place(field.path()).put(values, field.value());
            }
        }
        return values;
    }

    /** Where the value of a field stands in {@code enriched_data}. */
    static DottedPath place(String path) {
        return DottedPath.of(path.endsWith("[]") ? path.substring(0, path.length() - 2) : path);
    }

    private static JsonArray resolved(List<Field> fields) {
        JsonArray json = new JsonArray(new ArrayList<>(fields.size()));
        for (Field field : fields) {
            if (field.state().resolved()) {
                json.add(field(field));
            }
        }
        return json;
    }

    /** Most fields of most letters are open, and those of one tool for one reason. */
    private static JsonArray open(List<Field> fields) {
        Map<Why, JsonArray> paths = new LinkedHashMap<>();
        for (Field field : fields) {
            if (!field.state().resolved()) {
                paths.computeIfAbsent(Why.of(field), why -> new JsonArray()).add(field.path());
            }
        }
        JsonArray json = new JsonArray(new ArrayList<>(paths.size()));
        paths.forEach((why, these) -> json.add(why.toJson().put("paths", these)));
        return json;
    }

    private static JsonObject field(Field field) {
        JsonObject json =
                new JsonObject()
                        .put("path", field.path())
                        .put("state", field.state().wireName())
                        .put("origin", field.origin().wireName());
        if (field.hasConfidence()) {
            json.put("confidence", field.confidence());
        }
        if (!field.evidence().isEmpty()) {
            json.put("evidence", evidence(field.evidence()));
        }
        if (field.ungrounded()) {
            json.put("ungrounded", true);
            if (field.unproven().get(0) != Evidence.WHOLE) {
                json.put("ungrounded_items", new JsonArray(field.unproven()));
            }
        }
        return field.reason().isEmpty() ? json : json.put("reason", field.reason());
    }

    private static JsonArray evidence(List<Evidence> evidence) {
        JsonArray json = new JsonArray(new ArrayList<>(evidence.size()));
        evidence.forEach(place -> json.add(place.toJson()));
        return json;
    }

    private static JsonObject tools(Enrichment letter) {
        JsonObject tools = new JsonObject();
        letter.steps().forEach(step -> tools.put(step.tool(), tool(step)));
        if (!letter.run().event().structured().isEmpty()) {
            tools.put("ocr", new JsonObject().put("_source", "ocr"));
        }
        return tools;
    }

    private static JsonObject tool(StepResult step) {
        JsonObject json =
                new JsonObject()
                        .put("_source", step.ending().wireName())
                        .put("agent", step.agent())
                        .put("attempts", step.attempts())
                        .put("took_ms", step.took().toMillis());
        List<ModelUsage> heard = step.usage().stream().filter(one -> !one.isUnknown()).toList();
        if (!heard.isEmpty()) {
            ModelUsage last = heard.get(heard.size() - 1);
            json.put("provider", last.provider()).put("model", last.model());
            json.put("tokens", tokens(heard));
            if (!last.promptVersion().isEmpty()) {
                json.put("prompt_version", last.promptVersion());
            }
        }
        if (!step.errorClass().isEmpty()) {
            json.put("error_class", step.errorClass());
        }
        return step.reason().isEmpty() ? json : json.put("reason", step.reason());
    }

    private static long tokens(List<ModelUsage> usage) {
        long tokens = 0;
        for (ModelUsage call : usage) {
            tokens += call.tokens().total();
        }
        return tokens;
    }

    private static double seconds(Enrichment letter) {
        Duration took = Duration.between(letter.run().startedAt(), letter.at());
        return took.toMillis() / 1000.0;
    }

    /** What open fields have in common. */
    private record Why(String state, String origin, String reason) {
        static Why of(Field field) {
            return new Why(field.state().wireName(), field.origin().wireName(), field.reason());
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject().put("state", state).put("origin", origin);
            return reason.isEmpty() ? json : json.put("reason", reason);
        }
    }
}
