package org.inkstream.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.identity.Hashes;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OcrEventDecoderTest {
    private static final Map<String, String> BARE = Map.of();
    private static final Map<String, String> BINARY =
            Map.of(
                    "ce_specversion", "1.0",
                    "ce_type", "org.inkstream.ocr.completed.v1",
                    "content-type", "application/json; charset=utf-8");

    private final OcrEventDecoder decoder = new OcrEventDecoder();

    @Test
    void bare_data_is_read_whole() {
        JsonObject data =
                data().put("ocrJobId", "job-7")
                        .put("priority", 5)
                        .put(
                                "ocr",
                                new JsonObject()
                                        .put("provider", "tesseract")
                                        .put("confidence", 0.91)
                                        .put("languages", new JsonArray().add("en").add("de")))
                        .put(
                                "file",
                                new JsonObject()
                                        .put("name", "12.tif")
                                        .put("path", "box 3/12.tif")
                                        .put("mediaType", "image/tiff")
                                        .put("bytes", 8_000_000_000L)
                                        .put("metadata", new JsonObject().put("dpi", 300)))
                        .put("structured", new JsonObject().put("a", new JsonObject().put("b", 1)))
                        .put("collection", new JsonObject().put("title", "Papers"));

        OcrCompleted event = decoded(data, BARE);

        assertThat(new String(event.received().value(), StandardCharsets.UTF_8))
                .isEqualTo(data.encode());
        assertThat(event.as(Received.NOTHING))
                .isEqualTo(
                        OcrCompleted.of(
                                "doc-1",
                                "col-1",
                                "job-7",
                                "Dear Anna,",
                                new OcrCompleted.Ocr("tesseract", 0.91, List.of("en", "de")),
                                new OcrCompleted.File(
                                        "12.tif",
                                        "box 3/12.tif",
                                        "image/tiff",
                                        8_000_000_000L,
                                        new JsonObject().put("dpi", 300)),
                                new JsonObject().put("a", new JsonObject().put("b", 1)),
                                5,
                                new JsonObject().put("title", "Papers")));
    }

    @Test
    void what_is_left_out_is_unknown() {
        OcrCompleted event = decoded(data(), BARE);

        assertThat(event.ocr()).isEqualTo(OcrCompleted.Ocr.UNKNOWN);
        assertThat(event.file()).isEqualTo(OcrCompleted.File.UNKNOWN);
        assertThat(event.jobId()).isEmpty();
        assertThat(event.priority()).isZero();
    }

    @Test
    void all_four_forms_of_one_letter_give_the_same_text_hash() {
        JsonObject event = new JsonObject().put("specversion", "1.0").put("type", "ocr.completed");
        JsonObject structured = event.copy().put("data", data());
        JsonObject packed =
                event.copy()
                        .put(
                                "data_base64",
                                Base64.getEncoder().encodeToString(bytes(data().encode())));

        assertThat(
                        Stream.of(
                                decoded(data(), BARE),
                                decoded(data(), BINARY),
                                decoded(structured, BARE),
                                decoded(packed, BARE),
                                decoded(task(), BARE)))
                .allSatisfy(
                        read -> {
                            assertThat(read.documentId()).isEqualTo("doc-1");
                            assertThat(read.textHash()).isEqualTo(Hashes.sha256("Dear Anna,"));
                        });
    }

    @Test
    void the_text_is_taken_as_it_is_received() {
        String odd = "\u00a0 Dear A\u0301nna,\r\n\tn\u00adext \ud83d\udc4d \u0000 ";

        assertThat(decoded(data().put("text", odd), BARE).text()).isEqualTo(odd);
    }

    @Test
    void pages_are_joined_by_form_feeds() {
        JsonObject data = data().put("pages", new JsonArray().add("one").add("").add("three"));
        data.remove("text");

        OcrCompleted event = decoded(data, BARE);

        assertThat(event.text()).isEqualTo("one\f\fthree");
        assertThat(event.pages()).isEqualTo(3);
    }

    @Test
    void the_older_task_is_read_by_its_own_names() {
        OcrCompleted event = decoded(task(), BARE);

        assertThat(event.collectionId()).isEqualTo("col-9");
        assertThat(event.jobId()).isEqualTo("enrich-3");
        assertThat(event.ocr().confidence()).isEqualTo(0.87);
        assertThat(event.ocr().languages()).containsExactly("en");
        assertThat(event.collection().getString("title")).isEqualTo("Papers");
    }

    @Test
    void an_older_task_without_a_collection_belongs_to_the_default_one() {
        JsonObject task = task();
        task.remove("collection_metadata");

        assertThat(decoded(task, BARE).collectionId())
                .isEqualTo(OcrEventDecoder.DEFAULT_COLLECTION);
    }

    @Test
    void the_full_text_of_an_older_task_wins_over_its_text() {
        JsonObject task = task();
        task.getJsonObject("ocr_data").put("full_text", "All of it");

        assertThat(decoded(task, BARE).text()).isEqualTo("All of it");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 0.5", "1, 1", "1.5, 0.015", "87, 0.87", "100, 1", "-1, -1"})
    void a_confidence_is_a_share_or_a_percentage(double given, double share) {
        JsonObject data = data().put("ocr", new JsonObject().put("confidence", given));

        assertThat(decoded(data, BARE).ocr().confidence()).isEqualTo(share);
    }

    @Test
    void the_longest_text_is_counted_in_bytes_of_utf_8() {
        String longest = "é".repeat(OcrEventDecoder.MAX_TEXT_BYTES / 2);

        assertThat(decoded(data().put("text", longest), BARE).text()).isEqualTo(longest);
        assertThat(rejected(bytes(data().put("text", longest + "x").encode()), BARE))
                .contains("524289 bytes")
                .contains("524288");
    }

    @Test
    void a_byte_order_mark_does_no_harm() {
        assertThat(
                        decoder.decode(bytes("\uFEFF" + data().encode()), BARE)
                                .match(decoded -> "read", Decoding.Rejected::reason))
                .isEqualTo("read");
    }

    static Stream<Arguments> badRecords() {
        String half = "{\"documentId\":\"d\",\"collectionId\":\"c\",\"text\":";
        return Stream.of(
                arguments("", "empty"),
                arguments("Dear Anna,", "not JSON"),
                arguments("[1]", "not a JSON object"),
                arguments("null", "not a JSON object"),
                arguments(half, "not JSON"),
                arguments(data().encode() + "{}", "something follows"),
                arguments(half + "\"a\",\"text\":\"b\"}", "'text' is there twice"),
                arguments(half + "null,\"text\":\"b\"}", "'text' is there twice"),
                arguments(half + "\"a\\ud800b\"}", "surrogate"),
                arguments("{\"a\":".repeat(200) + "1" + "}".repeat(200), "nested too deeply"),
                arguments("[".repeat(5000), "not a JSON object"),
                arguments("{\"x\":" + "[".repeat(5000), "nested too deeply"),
                arguments("{\"x\":" + "9".repeat(200) + "}", "too long"),
                arguments("{\"x\":1e999}", "too large"),
                arguments("{\"a\\u0000\":1}", "U+0000"),
                arguments("{}", "documentId is missing"),
                arguments(without("documentId"), "documentId is missing"),
                arguments(with("documentId", " "), "documentId is missing"),
                arguments(with("documentId", 17), "documentId must be a string, but is a number"),
                arguments(with("documentId", "x".repeat(513)), "513 characters"),
                arguments(with("documentId", "a\nb"), "documentId contains a control character"),
                arguments(with("collectionId", "a\u001fb"), "collectionId contains a control"),
                arguments(without("collectionId"), "collectionId is missing"),
                arguments(without("text"), "text is missing or empty"),
                arguments(with("text", " \f\n "), "text is missing or empty"),
                arguments(with("text", 1), "text must be a string"),
                arguments(with("pages", "one"), "pages must be an array of strings"),
                arguments(
                        with("pages", new JsonArray().add("one").add(2)),
                        "pages[1] must be a string, but is a number"),
                arguments(with("ocr", "good"), "ocr must be an object"),
                arguments(
                        with("ocr", new JsonObject().put("confidence", "high")),
                        "ocr.confidence must be a number, but is a string"),
                arguments(
                        with("ocr", new JsonObject().put("confidence", 101)),
                        "0 to 1, or 0 to 100"),
                arguments(
                        with("ocr", new JsonObject().put("languages", "en")),
                        "ocr.languages must be an array"),
                arguments(with("structured", true), "structured must be an object"),
                arguments(with("priority", 1.5), "priority must be a whole number"),
                arguments(with("schemaVersion", 2), "schemaVersion 2 is not known"),
                arguments("{\"specversion\":\"0.3\",\"type\":\"ocr.completed\"}", "version '0.3'"),
                arguments(
                        "{\"specversion\":\"1.0\",\"type\":\"ocr.completed.v2\"}",
                        "type 'ocr.completed.v2' is not known"),
                arguments("{\"specversion\":\"1.0\",\"type\":\"ocr.completed\"}", "has no data"),
                arguments(
                        "{\"specversion\":\"1.0\",\"type\":\"ocr.completed\",\"data\":\"x\"}",
                        "data must be an object"),
                arguments(
                        "{\"specversion\":\"1.0\",\"type\":\"ocr.completed\",\"data_base64\":\"?\"}",
                        "not Base64"),
                arguments("{\"document_id\":\"d\",\"ocr_data\":{}}", "text is missing or empty"),
                arguments("{\"ocr_data\":{\"text\":\"a\"}}", "document_id is missing"),
                arguments("{\"document_id\":\"d\",\"ocr_data\":[]}", "ocr_data must be an object"));
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void a_bad_record_is_rejected_with_a_reason_that_a_person_understands(
            String record, String reason) {
        assertThat(rejected(bytes(record), BARE)).contains(reason);
    }

    @Test
    void bytes_that_are_not_utf_8_are_rejected() {
        byte[] latin1 = data().put("text", "café").encode().getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = data().encode().getBytes(StandardCharsets.UTF_16LE);

        assertThat(rejected(latin1, BARE)).contains("not UTF-8");
        assertThat(rejected(utf16, BARE)).contains("not JSON");
    }

    @Test
    void a_record_that_is_too_large_is_not_even_parsed() {
        assertThat(rejected(new byte[OcrEventDecoder.MAX_RECORD_BYTES + 1], BARE))
                .contains("2097153 bytes");
    }

    @Test
    void binary_mode_of_another_type_or_content_is_rejected() {
        assertThat(
                        rejected(
                                bytes(data().encode()),
                                Map.of("ce_specversion", "1.0", "ce_type", "invoice.paid")))
                .contains("'invoice.paid'");
        assertThat(
                        rejected(
                                bytes(data().encode()),
                                Map.of(
                                        "ce_specversion", "1.0",
                                        "ce_type", "ocr.completed",
                                        "content-type", "text/xml")))
                .contains("'text/xml' is not JSON");
    }

    @Test
    void a_reason_never_shows_the_text_of_the_letter() {
        assertThat(rejected(bytes(data().put("text", "Dear Anna").encode() + "x"), BARE))
                .doesNotContain("Anna");
        assertThat(rejected(bytes("Dear Anna, it is not JSON"), BARE)).doesNotContain("Anna");
    }

    @Property(tries = 2000)
    void whatever_bytes_come_the_decoder_answers(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(decoder.decode(bytes, BARE)).isInstanceOf(Decoding.Rejected.class);
    }

    @Property(tries = 2000)
    void a_good_record_with_one_byte_changed_never_breaks_the_decoder(
            @ForAll @IntRange(min = 0, max = 400) int place, @ForAll byte other) {
        byte[] bytes = bytes(task().encode());
        bytes[place % bytes.length] = other;

        decoder.decode(bytes, BARE)
                .match(
                        decoded -> assertThat(decoded.event().text()).isNotBlank(),
                        rejected -> assertThat(rejected.reason()).isNotBlank());
    }

    private static JsonObject data() {
        return new JsonObject()
                .put("documentId", "doc-1")
                .put("collectionId", "col-1")
                .put("text", "Dear Anna,");
    }

    private static JsonObject task() {
        return new JsonObject()
                .put("task_id", "task-1")
                .put("enrichment_job_id", "enrich-3")
                .put("document_id", "doc-1")
                .put(
                        "ocr_data",
                        new JsonObject()
                                .put("text", "Dear Anna,")
                                .put("full_text", "")
                                .put("confidence", 87)
                                .put("detected_language", "en"))
                .put(
                        "collection_metadata",
                        new JsonObject().put("collection_id", "col-9").put("title", "Papers"));
    }

    private static String with(String name, Object value) {
        JsonObject data = data().put(name, value);
        if (name.equals("pages")) {
            data.remove("text");
        }
        return data.encode();
    }

    private static String without(String name) {
        JsonObject data = data();
        data.remove(name);
        return data.encode();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private OcrCompleted decoded(JsonObject json, Map<String, String> headers) {
        return decoder.decode(bytes(json.encode()), headers)
                .match(
                        Decoding.Decoded::event,
                        rejected -> {
                            throw new AssertionError(rejected.reason());
                        });
    }

    private String rejected(byte[] bytes, Map<String, String> headers) {
        Decoding.Rejected rejected =
                decoder.decode(bytes, headers)
                        .match(
                                decoded -> {
                                    throw new AssertionError("was read: " + decoded.event());
                                },
                                bad -> bad);
        assertThat(rejected.errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
        return rejected.reason();
    }
}
