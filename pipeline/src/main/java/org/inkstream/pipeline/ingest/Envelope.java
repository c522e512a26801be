package org.inkstream.pipeline.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the data in a record, whichever way it was wrapped: CloudEvents in binary mode (attributes
 * in {@code ce_} headers), CloudEvents in structured mode, or no CloudEvent at all.
 */
final class Envelope {
    static final String EVENT_TYPE = "org.inkstream.ocr.completed.v1";

    /** Producers put their own reverse domain name in front. */
    private static final Pattern KNOWN_TYPE = Pattern.compile("(.*\\.)?ocr\\.completed(\\.v1)?");

    private static final String SPEC_VERSION = "1.0";

    private Envelope() {}

    /**
     * @throws BadRecord if it is not JSON, or of a type or version that we do not know
     */
    static Members open(byte[] value, Map<String, String> headers) {
        String specVersion = headers.getOrDefault("ce_specversion", "");
        if (!specVersion.isEmpty()) {
            checkAttributes(specVersion, headers.getOrDefault("ce_type", ""));
            checkContentType(headers.getOrDefault("content-type", ""));
            return Members.root(StrictJson.read(value));
        }
        Members outer = Members.root(StrictJson.read(value));
        return outer.has("specversion") || saysStructured(headers) ? structured(outer) : outer;
    }

    private static boolean saysStructured(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/cloudevents+json");
    }

    private static Members structured(Members event) {
        checkAttributes(event.text("specversion"), event.text("type"));
        checkContentType(event.text("datacontenttype"));
        if (event.has("data_base64")) {
            return Members.root(StrictJson.read(unpacked(event.text("data_base64"))));
        }
        if (!event.has("data")) {
            throw new BadRecord("the CloudEvent has no data");
        }
        return event.object("data");
    }

    private static byte[] unpacked(String base64) {
        try {
            return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException broken) {
            throw new BadRecord("data_base64 is not Base64");
        }
    }

    private static void checkAttributes(String specVersion, String type) {
        if (!SPEC_VERSION.equals(specVersion)) {
            throw new BadRecord(
                    "CloudEvents version '"
                            + Quoted.of(specVersion)
                            + "' is not known; expected "
                            + SPEC_VERSION);
        }
        if (!KNOWN_TYPE.matcher(type).matches()) {
            throw new BadRecord(
                    "event type '"
                            + Quoted.of(type)
                            + "' is not known, or its version is not; expected "
                            + EVENT_TYPE);
        }
    }

    private static void checkContentType(String contentType) {
        String mediaType = contentType.toLowerCase(Locale.ROOT).replaceFirst("\\s*;.*", "");
        if (!mediaType.isEmpty()
                && !mediaType.equals("application/json")
                && !mediaType.equals("text/json")
                && !mediaType.endsWith("+json")) {
            throw new BadRecord("content type '" + Quoted.of(contentType) + "' is not JSON");
        }
    }
}
