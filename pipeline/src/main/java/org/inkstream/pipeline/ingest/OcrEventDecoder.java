package org.inkstream.pipeline.ingest;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;

/**
 * Reads an OCR-complete event from the bytes of a record. It takes CloudEvents in binary and in
 * structured mode, bare {@code ocr.completed} data, and the older task envelope ({@code
 * document_id}, {@code ocr_data}). The text is taken as it is received, pages joined by U+000C;
 * nothing is normalised. A confidence up to 1 is a share, one above it a percentage; a negative one
 * means unknown. Stateless, for any thread; never throws.
 */
public final class OcrEventDecoder {
    /** Largest record that is looked at. */
    public static final int MAX_RECORD_BYTES = 2 * 1024 * 1024;

    /** Longest text of a letter, as UTF-8. */
    public static final int MAX_TEXT_BYTES = 512 * 1024;

    /** The collection of a task that names none. */
    public static final String DEFAULT_COLLECTION = "default";

    /** Member by which a record says, where its source has no headers, that it was sent again. */
    public static final String REPLAYED_FROM = "replayedFrom";

    /** Decodes a record as it came from a source. */
    public Decoding decode(Delivery delivery) {
        Delivery.Origin from = delivery.origin();
        return decode(
                Received.of(
                        delivery.value(),
                        delivery.headers(),
                        from.topic(),
                        from.partition(),
                        from.offset()));
    }

    /**
     * @param headers text headers, names in lower case
     */
    public Decoding decode(byte[] value, Map<String, String> headers) {
        return decode(Received.of(value, headers, "", -1, -1));
    }

    /** Decodes what was received before, as the journal kept it. */
    public Decoding decode(Received received) {
        try {
            Members data = data(received.value(), received.headers());
            OcrCompleted event =
                    data.has("ocr_data") || data.has("document_id") ? task(data) : event(data);
            return new Decoding.Decoded(
                    Urgent.ranked(event, received.headers())
                            .as(received.replayedFrom(data.optionalId(REPLAYED_FROM))));
        } catch (BadRecord bad) {
            return new Decoding.Rejected(ErrorClass.INVALID_DATA, bad.reason());
        }
    }

    /**
     * The letter and its job, as far as a record names both; also of one that is no event.
     *
     * @param headers text headers, names in lower case
     */
    public static Optional<Asked> askedBy(byte[] value, Map<String, String> headers) {
        try {
            Members data = data(value, headers);
            boolean task = data.has("ocr_data") || data.has("document_id");
            String job = data.optionalId(task ? "enrichment_job_id" : "enrichmentJobId");
            String document = data.optionalId(task ? "document_id" : "documentId");
            String replay =
                    headers.getOrDefault(Received.REPLAYED_FROM, data.optionalId(REPLAYED_FROM));
            return job.isBlank() || document.isBlank()
                    ? Optional.empty()
                    : Optional.of(new Asked(job, document, replay));
        } catch (BadRecord unreadable) {
            return Optional.empty();
        }
    }

    /**
     * The letter that a record names, also of one that is no event; empty if it names none.
     *
     * @param headers text headers, names in lower case
     */
    public static String documentIdIn(byte[] value, Map<String, String> headers) {
        try {
            Members data = data(value, headers);
            return data.optionalId(data.has("document_id") ? "document_id" : "documentId");
        } catch (BadRecord unreadable) {
            return "";
        }
    }

    /**
     * @param jobId of the enrichment job that asked
     * @param replayedFrom the replay by which it came, empty if it came by none
     */
    public record Asked(String jobId, String documentId, String replayedFrom) {}

    private static Members data(byte[] value, Map<String, String> headers) {
        if (value.length == 0) {
            throw new BadRecord("the record is empty");
        }
        if (value.length > MAX_RECORD_BYTES) {
            throw new BadRecord(
                    "the record has "
                            + value.length
                            + " bytes; at most "
                            + MAX_RECORD_BYTES
                            + " are allowed");
        }
        return Envelope.open(value, headers);
    }

    private static OcrCompleted event(Members data) {
        int version = data.integer("schemaVersion", 1);
        if (version != 1) {
            throw new BadRecord("schemaVersion " + version + " is not known; expected 1");
        }
        String documentId = data.id("documentId");
        String collectionId = data.id("collectionId");
        Members ocr = data.object("ocr");
        return OcrCompleted.of(
                documentId,
                collectionId,
                firstId(data, "enrichmentJobId", "ocrJobId"),
                checked(textOf(data)),
                new OcrCompleted.Ocr(
                        ocr.text("provider"),
                        share(ocr.number("confidence", -1)),
                        ocr.texts("languages")),
                fileOf(data.object("file")),
                data.json("structured"),
                data.integer("priority", 0),
                data.json("collection"));
    }

    private static String textOf(Members data) {
        String text = data.text("text");
        List<String> pages = data.texts("pages");
        return text.isBlank() && !pages.isEmpty()
                ? String.join(String.valueOf(OcrCompleted.PAGE_BREAK), pages)
                : text;
    }

    private static OcrCompleted.File fileOf(Members file) {
        return new OcrCompleted.File(
                file.text("name"),
                file.text("path"),
                file.text("mediaType"),
                Math.max(-1, file.whole("bytes", -1)),
                file.json("metadata"));
    }

    private static OcrCompleted task(Members task) {
        String documentId = task.id("document_id");
        Members ocr = task.object("ocr_data");
        Members collection = task.object("collection_metadata");
        return OcrCompleted.of(
                documentId,
                collectionIdOf(task, collection),
                jobIdOf(task),
                checked(ocr.firstText("full_text", "text")),
                new OcrCompleted.Ocr(
                        ocr.firstText("provider", "engine"),
                        share(ocr.number("confidence", -1)),
                        languagesOf(ocr)),
                new OcrCompleted.File(
                        ocr.firstText("file_name", "filename"),
                        ocr.firstText("file_path"),
                        "",
                        -1,
                        task.json("file_metadata")),
                new JsonObject(),
                task.integer("priority", 0),
                task.json("collection_metadata"));
    }

    private static String collectionIdOf(Members task, Members collection) {
        String own = task.optionalId("collection_id");
        String id = own.isBlank() ? collection.optionalId("collection_id") : own;
        return id.isBlank() ? DEFAULT_COLLECTION : id;
    }

    private static String jobIdOf(Members task) {
        return firstId(task, "enrichment_job_id", "task_id");
    }

    private static String firstId(Members data, String first, String second) {
        String id = data.optionalId(first);
        return id.isBlank() ? data.optionalId(second) : id;
    }

    private static List<String> languagesOf(Members ocr) {
        String language = ocr.text("detected_language");
        return language.isBlank() ? List.of() : List.of(language);
    }

    private static String checked(String text) {
        if (text.isBlank()) {
            throw new BadRecord("the text is missing or empty: there is nothing to enrich");
        }
        // No character takes more than three bytes for each of its chars.
        long bytes = text.length() <= MAX_TEXT_BYTES / 3 ? text.length() : utf8Length(text);
        if (bytes > MAX_TEXT_BYTES) {
            throw new BadRecord(
                    "the text has " + bytes + " bytes; at most " + MAX_TEXT_BYTES + " are allowed");
        }
        return text;
    }

    private static double share(double confidence) {
        if (confidence > 100) {
            throw new BadRecord(
                    "the confidence is " + confidence + "; expected 0 to 1, or 0 to 100");
        }
        if (confidence < 0) {
            return -1;
        }
        return confidence > 1 ? confidence / 100 : confidence;
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            // A surrogate is half of four bytes.
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }
}
