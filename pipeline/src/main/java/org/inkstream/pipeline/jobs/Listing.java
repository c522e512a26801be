package org.inkstream.pipeline.jobs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.ingest.OcrEventDecoder;

/**
 * The letters of a job as they are listed: each with its task, read by the same decoder as workers
 * read it, so that what they would refuse is refused here and never published. Pure; takes its time
 * with large jobs.
 *
 * @param documents one for each letter, refused ones included
 * @param tasks of those that are to be published
 * @param letters what the tasks say, in the same order
 */
public record Listing(List<JobDocument> documents, List<Task> tasks, List<OcrCompleted> letters) {
    /** What a mark adds to a task that is published again. */
    private static final int MARK_BYTES = 256;

    private static final int MOST_PROBLEMS = 20;

    /** A letter's id has at most so many characters, like those of events. */
    private static final int LONGEST_ID = 512;

    private static final OcrEventDecoder DECODER = new OcrEventDecoder();

    /**
     * Letters that can be told apart.
     *
     * @param problems gets what is wrong with the others
     */
    static List<JsonObject> identified(JsonArray documents, List<String> problems) {
        List<JsonObject> good = new ArrayList<>(documents.size());
        Map<String, Integer> seen = new HashMap<>();
        for (int index = 0; index < documents.size(); index++) {
            String where = "documents[" + index + "]";
            if (problems.size() >= MOST_PROBLEMS) {
                problems.add("and perhaps more");
                return good;
            }
            if (!(documents.getValue(index) instanceof JsonObject document)) {
                problems.add(where + " must be an object");
                continue;
            }
            String id = idOf(document);
            Integer before = seen.putIfAbsent(id, index);
            if (id.isBlank() || id.length() > LONGEST_ID) {
                problems.add(where + " needs a documentId of 1 to " + LONGEST_ID + " characters");
            } else if (before != null) {
                problems.add(where + " has the same documentId as documents[" + before + "]");
            } else {
                good.add(document);
            }
        }
        return good;
    }

    private static String idOf(JsonObject document) {
        Object id = document.getValue(isTask(document) ? "document_id" : "documentId");
        return id instanceof String text ? text : "";
    }

    private static boolean isTask(JsonObject document) {
        return document.containsKey("document_id") || document.containsKey("ocr_data");
    }

    /**
     * Lists the letters of a request.
     *
     * @param maxTaskBytes the largest task that the queue takes
     */
    public static Listing of(JobRequest request, int maxTaskBytes) {
        List<JobDocument> documents = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        List<OcrCompleted> letters = new ArrayList<>();
        for (JsonObject document : request.documents()) {
            Task task = new Task(idOf(document), taskOf(request, document).encode());
            int bytes = task.json().getBytes(StandardCharsets.UTF_8).length + MARK_BYTES;
            if (bytes > maxTaskBytes) {
                documents.add(
                        refused(
                                request,
                                task,
                                "its task has "
                                        + bytes
                                        + " bytes; the queue takes at most "
                                        + maxTaskBytes));
                continue;
            }
            documents.add(
                    DECODER.decode(task.bytes(), Map.of())
                            .match(
                                    good -> {
                                        tasks.add(task);
                                        letters.add(good.event());
                                        return JobDocument.waiting(
                                                request.jobId(),
                                                task.documentId(),
                                                good.event().textHash());
                                    },
                                    bad -> refused(request, task, bad.reason())));
        }
        return new Listing(documents, tasks, letters);
    }

    private static JobDocument refused(JobRequest request, Task task, String reason) {
        return JobDocument.refused(request.jobId(), task.documentId(), reason);
    }

    /** What the letter says itself wins over what the request says for all. */
    private static JsonObject taskOf(JobRequest request, JsonObject document) {
        JsonObject task = document.copy();
        boolean older = isTask(document);
        task.put(older ? "enrichment_job_id" : "enrichmentJobId", request.jobId());
        // A mark that came with the letter is none of ours.
        task.remove(OcrEventDecoder.REPLAYED_FROM);
        putIfAbsent(task, older ? "collection_id" : "collectionId", request.collectionId());
        if (!request.collection().isEmpty()) {
            putIfAbsent(task, older ? "collection_metadata" : "collection", request.collection());
        }
        if (request.priority() != 0) {
            putIfAbsent(task, "priority", request.priority());
        }
        return older ? task : putIfAbsent(task, "ocrJobId", request.ocrJobId());
    }

    private static JsonObject putIfAbsent(JsonObject task, String name, Object value) {
        boolean nothing = value instanceof String text && text.isEmpty();
        if (!nothing && task.getValue(name) == null) {
            task.put(name, value);
        }
        return task;
    }
}
