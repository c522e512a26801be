package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.identity.Hashes;

/**
 * The OCR of a document is complete: what every run starts from.
 *
 * @param documentId the letter
 * @param collectionId what it belongs to
 * @param jobId the OCR or enrichment job, empty if unknown
 * @param text as received, pages joined by U+000C, never normalised; never blank
 * @param textHash SHA-256 of {@code text}
 * @param pages number of pages, at least 1
 * @param ocr who read it and how well
 * @param file where it came from
 * @param structured fields that the OCR step already read, in the shape of the letter schema
 * @param priority higher goes first, 0 is normal
 * @param collection what is known of the collection
 * @param received the event as it came
 */
public record OcrCompleted(
        String documentId,
        String collectionId,
        String jobId,
        String text,
        String textHash,
        int pages,
        Ocr ocr,
        File file,
        JsonObject structured,
        int priority,
        JsonObject collection,
        Received received) {

    /** Joins the pages of a document. */
    public static final char PAGE_BREAK = '\f';

    public OcrCompleted {
        requireText("documentId", documentId);
        requireText("collectionId", collectionId);
        requireText("text", text);
        if (pages < 1) {
            throw new IllegalArgumentException("pages must be at least 1, got " + pages);
        }
    }

    /** With the hash and page count taken from the text. */
    public static OcrCompleted of(
            String documentId,
            String collectionId,
            String jobId,
            String text,
            Ocr ocr,
            File file,
            JsonObject structured,
            int priority,
            JsonObject collection) {
        int pages = 1;
        for (int at = text.indexOf(PAGE_BREAK); at >= 0; at = text.indexOf(PAGE_BREAK, at + 1)) {
            pages++;
        }
        return new OcrCompleted(
                documentId,
                collectionId,
                jobId,
                text,
                Hashes.sha256(text),
                pages,
                ocr,
                file,
                structured,
                priority,
                collection,
                Received.NOTHING);
    }

    /** The same event with what it was read from. */
    public OcrCompleted as(Received source) {
        return new OcrCompleted(
                documentId,
                collectionId,
                jobId,
                text,
                textHash,
                pages,
                ocr,
                file,
                structured,
                priority,
                collection,
                source);
    }

    /** The same event with another priority. */
    public OcrCompleted withPriority(int other) {
        return new OcrCompleted(
                documentId,
                collectionId,
                jobId,
                text,
                textHash,
                pages,
                ocr,
                file,
                structured,
                other,
                collection,
                received);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
    }

    /**
     * @param provider the OCR engine, empty if unknown
     * @param confidence mean confidence 0 to 1, or -1 if unknown
     * @param languages BCP 47 tags, most used first
     */
    public record Ocr(String provider, double confidence, List<String> languages) {
        public static final Ocr UNKNOWN = new Ocr("", -1, List.of());

        public Ocr {
            languages = List.copyOf(languages);
        }

        public boolean hasConfidence() {
            return confidence >= 0;
        }
    }

    /**
     * @param name file name, empty if unknown
     * @param path as the archive names it, empty if unknown
     * @param mediaType IANA media type, empty if unknown
     * @param bytes size of the original, -1 if unknown
     * @param metadata anything else that is known of the file
     */
    public record File(
            String name, String path, String mediaType, long bytes, JsonObject metadata) {
        public static final File UNKNOWN = new File("", "", "", -1, new JsonObject());
    }
}
