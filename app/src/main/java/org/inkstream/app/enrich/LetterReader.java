package org.inkstream.app.enrich;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.Map;
import org.inkstream.identity.Hashes;
import org.inkstream.pipeline.ingest.OcrEventDecoder;

/** Turns a file into an OCR-complete event, or says why it cannot. */
final class LetterReader {
    private static final int MAX_TEXT_BYTES = OcrEventDecoder.MAX_TEXT_BYTES;
    private static final int MAX_RECORD_BYTES = OcrEventDecoder.MAX_RECORD_BYTES;
    private static final OcrEventDecoder DECODER = new OcrEventDecoder();
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private LetterReader() {}

    static Reading read(LetterFile file) {
        try {
            long size = Files.size(file.path());
            int limit = file.isJson() ? MAX_RECORD_BYTES : MAX_TEXT_BYTES;
            if (size > limit) {
                return refused("has " + size + " bytes; at most " + limit + " are taken");
            }
            return read(file, Files.readAllBytes(file.path()));
        } catch (AccessDeniedException denied) {
            return refused("may not be read by this user");
        } catch (IOException failure) {
            return refused("cannot be read: " + failure);
        }
    }

    private static Reading read(LetterFile file, byte[] bytes) {
        if (looksLikeUtf16(bytes)) {
            return refused("is UTF-16 text; save it as UTF-8");
        }
        if (hasNul(bytes)) {
            return refused("is binary, not text");
        }
        String text;
        try {
            text = withoutMark(utf8(bytes));
        } catch (CharacterCodingException invalid) {
            return refused("is not UTF-8 text; save it as UTF-8");
        }
        if (text.isBlank()) {
            return refused("is empty");
        }
        return file.isJson() ? event(bytes) : plain(file, text, bytes.length);
    }

    /** The same judgement as in the service, only earlier. */
    private static Reading event(byte[] bytes) {
        return DECODER.decode(bytes, Map.of())
                .match(
                        decoded ->
                                new Reading.Taken(
                                        new Letter(
                                                decoded.event().documentId(),
                                                decoded.event().textHash(),
                                                bytes)),
                        rejected -> refused("is no OCR-complete event: " + rejected.reason()));
    }

    private static Reading plain(LetterFile file, String text, int bytes) {
        JsonObject data =
                new JsonObject()
                        .put("documentId", file.documentId())
                        .put("collectionId", file.collectionId())
                        .put("text", text)
                        .put(
                                "file",
                                new JsonObject()
                                        .put("name", fileName(file))
                                        .put("path", file.name())
                                        .put("mediaType", "text/plain")
                                        .put("bytes", bytes));
        return new Reading.Taken(
                new Letter(file.documentId(), Hashes.sha256(text), data.toBuffer().getBytes()));
    }

    private static String fileName(LetterFile file) {
        return file.name().substring(file.name().lastIndexOf('/') + 1);
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        // Unlike new String(…), a decoder reports what is not UTF-8.
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /** The mark belongs to the file, not to the page. */
    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean looksLikeUtf16(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    }

    private static boolean hasNul(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    private static Reading refused(String reason) {
        return new Reading.Refused(reason);
    }
}
