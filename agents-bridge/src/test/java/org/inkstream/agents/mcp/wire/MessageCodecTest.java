package org.inkstream.agents.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final String GOOD =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"structuredContent\":{\"näme\":\"Ödön\"}}}";

    @Test
    void a_result_is_read() {
        Message message = MessageCodec.decode(Buffer.buffer(GOOD));

        assertThat(message).isInstanceOf(Message.Result.class);
        assertThat(((Message.Result) message).id()).isEqualTo(7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{\"code\":1,\"message\":\"\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[]}",
                "{\"jsonrpc\":\"2.0\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":\"x\",\"message\":\"\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}} x",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}{}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":NaN}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":1e999}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":\"\\ud800\"}}",
            })
    void what_is_no_message_is_refused(String text) {
        assertThatThrownBy(() -> MessageCodec.decode(Buffer.buffer(text)))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void other_encodings_than_utf8_are_refused() {
        for (var charset :
                List.of(
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16)) {
            assertThatThrownBy(() -> MessageCodec.decode(Buffer.buffer(GOOD.getBytes(charset))))
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void nesting_without_end_is_refused() {
        String deep = "{\"a\":".repeat(100_000);

        assertThatThrownBy(() -> MessageCodec.decode(Buffer.buffer(deep)))
                .isInstanceOf(MalformedMessage.class);
    }

    @Property(tries = 2_000)
    void any_bytes_are_a_message_or_malformed(@ForAll byte[] bytes) {
        assertThat(isMessageOrMalformed(bytes)).isTrue();
    }

    @Property(tries = 5_000)
    void a_message_with_damaged_bytes_is_a_message_or_malformed(
            @ForAll("damages") Map<Integer, Byte> damages) {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        damages.forEach((at, with) -> bytes[at % bytes.length] = with);

        assertThat(isMessageOrMalformed(bytes)).isTrue();
    }

    @Property(tries = 500)
    void every_beginning_of_a_message_is_malformed(@ForAll("lengths") int length) {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> MessageCodec.decode(Buffer.buffer(bytes).getBuffer(0, length)))
                .isInstanceOf(MalformedMessage.class);
    }

    @Property(tries = 1_000)
    void what_is_written_is_read_back(@ForAll("objects") JsonObject params) {
        JsonObject request = MessageCodec.request(3, "tools/call", params);

        Message read = MessageCodec.decode(JsonTree.write(request, new LongTexts()));

        assertThat(read).isEqualTo(new Message.Request(3L, "tools/call", params));
    }

    @Test
    void a_long_text_is_read_back_whether_it_was_just_written_or_not() {
        LongTexts texts = new LongTexts();
        String letter = "\"Dear Sir\",\n\t\u0001 Müller \u2028 𝔷\f\\".repeat(60);
        JsonObject params = new JsonObject().put("text", letter).put("again", letter);

        for (int i = 0; i < 2; i++) {
            JsonObject request = MessageCodec.request(i, "tools/call", params);
            assertThat(JsonTree.read(JsonTree.write(request, texts))).isEqualTo(request);
        }
    }

    @Test
    void a_long_text_that_has_no_utf8_form_cannot_be_written() {
        JsonObject object = new JsonObject().put("text", "x".repeat(1_000) + "\ud83d");

        assertThatThrownBy(() -> JsonTree.write(object, new LongTexts()))
                .isInstanceOf(MalformedMessage.class);
    }

    @Provide
    Arbitrary<Map<Integer, Byte>> damages() {
        return Arbitraries.maps(Arbitraries.integers().between(0, 10_000), Arbitraries.bytes())
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(0, GOOD.getBytes(StandardCharsets.UTF_8).length - 1);
    }

    @Provide
    Arbitrary<JsonObject> objects() {
        Arbitrary<String> texts =
                Arbitraries.strings()
                        .all()
                        .ofMaxLength(20)
                        .filter(
                                text ->
                                        text.chars()
                                                .noneMatch(c -> Character.isSurrogate((char) c)));
        Arbitrary<Object> leaves =
                Arbitraries.oneOf(
                        texts.map(text -> (Object) text),
                        Arbitraries.integers().map(number -> (Object) number),
                        Arbitraries.doubles().map(number -> (Object) number),
                        Arbitraries.of(true, false).map(bool -> (Object) bool),
                        texts.list().ofMaxSize(3).map(JsonArray::new));
        return Arbitraries.maps(texts, leaves)
                .ofMaxSize(5)
                .map(members -> new JsonObject(Map.copyOf(members)));
    }

    private static boolean isMessageOrMalformed(byte[] bytes) {
        try {
            return MessageCodec.decode(Buffer.buffer(bytes)) != null;
        } catch (MalformedMessage expected) {
            return true;
        }
    }
}
