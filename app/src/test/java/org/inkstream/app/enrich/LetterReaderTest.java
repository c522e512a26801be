package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.identity.Hashes;
import org.inkstream.pipeline.ingest.Decoding;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterReaderTest {
    private static final String TEXT = "Görlitz, den 4. Mai 1929.\n\nSehr geehrte Herren!\n";

    @TempDir private Path folder;

    private final List<Letter> taken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @Test
    void a_text_file_becomes_an_event_that_the_service_can_read() throws IOException {
        read("box/7.txt", TEXT.getBytes(StandardCharsets.UTF_8));

        Letter letter = taken.get(0);
        assertThat(new OcrEventDecoder().decode(letter.value(), Map.of()))
                .isInstanceOfSatisfying(
                        Decoding.Decoded.class,
                        decoded -> {
                            assertThat(decoded.event().documentId()).isEqualTo("box/7");
                            assertThat(decoded.event().text()).isEqualTo(TEXT);
                            assertThat(decoded.event().textHash()).isEqualTo(letter.textHash());
                            assertThat(decoded.event().file().path()).isEqualTo("box/7.txt");
                        });
    }

    @Test
    void a_byte_order_mark_is_not_part_of_the_page() throws IOException {
        read("x.txt", ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8));

        assertThat(taken.get(0).textHash()).isEqualTo(Hashes.sha256(TEXT));
    }

    @Test
    void an_event_keeps_its_own_id_and_its_bytes() throws IOException {
        byte[] event = event("letter-9", TEXT).toBuffer().getBytes();

        read("whatever.json", event);

        assertThat(taken.get(0).documentId()).isEqualTo("letter-9");
        assertThat(taken.get(0).value()).isEqualTo(event);
        assertThat(taken.get(0).textHash()).isEqualTo(Hashes.sha256(TEXT));
    }

    @Test
    void each_kind_of_bad_file_is_refused_with_its_own_reason() throws IOException {
        read("a.txt", new byte[0]);
        read("b.txt", " \n\t".getBytes(StandardCharsets.UTF_8));
        read("c.txt", new byte[] {'D', 'e', 'a', 'r', 0, 1, 2});
        read("d.txt", "Müller".getBytes(Charset.forName("ISO-8859-1")));
        read("e.txt", TEXT.getBytes(StandardCharsets.UTF_16));
        read("f.txt", "x".repeat(512 * 1024 + 1).getBytes(StandardCharsets.UTF_8));
        read("g.json", "{".getBytes(StandardCharsets.UTF_8));
        read("h.json", "{\"name\": \"a package\"}".getBytes(StandardCharsets.UTF_8));
        read("i.json", event("letter-9", "").toBuffer().getBytes());

        assertThat(taken).isEmpty();
        assertThat(refused.subList(0, 6))
                .containsExactly(
                        "is empty",
                        "is empty",
                        "is binary, not text",
                        "is not UTF-8 text; save it as UTF-8",
                        "is UTF-16 text; save it as UTF-8",
                        "has 524289 bytes; at most 524288 are taken");
        assertThat(refused.subList(6, 9)).allMatch(why -> why.contains("no OCR-complete event"));
        assertThat(refused.get(8)).contains("text");
    }

    @Test
    void a_file_that_vanished_is_refused() {
        LetterReader.read(new LetterFile(folder.resolve("gone.txt"), "gone.txt", "gone", "box"))
                .handle(taken::add, refused::add);

        assertThat(refused).singleElement().asString().contains("cannot be read");
    }

    private static JsonObject event(String id, String text) {
        return new JsonObject().put("documentId", id).put("collectionId", "box").put("text", text);
    }

    private void read(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, Buffer.buffer(content).getBytes());
        String id = name.substring(0, name.lastIndexOf('.'));
        LetterReader.read(new LetterFile(file, name, id, "box")).handle(taken::add, refused::add);
    }
}
