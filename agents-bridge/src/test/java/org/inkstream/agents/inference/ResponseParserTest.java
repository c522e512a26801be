package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, the answer is the same. */
class ResponseParserTest {
    private static final String TEXT = "{\"s\":\"Grüße \uD83D\uDE00 …\"}";
    private static final Bounds BOUNDS = new Bounds(1 << 20, 4_096, 1_000);

    private static final String OLLAMA =
            """
            {"model":"m","message":{"role":"assistant","content":"{\\"s\\":\\"Grü"},"done":false}
            {"model":"m","message":{"content":"ße \uD83D\uDE00 …\\"}"},"done":false}\r
            {"model":"m","message":{"content":""},"done":true,"done_reason":"stop",\
            "total_duration":100,"load_duration":10,"prompt_eval_count":7,\
            "prompt_eval_duration":20,"eval_count":5,"eval_duration":30}
            """;

    private static final String OPENAI =
            """
            : a comment, Grüße

            data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

            data: {"id":"1","choices":[{"index":0,"delta":{"content":"{\\"s\\":\\"Grüße \uD83D\uDE00"}}]}

            data:{"id":"1","choices":[{"index":0,"delta":{"content":" …\\"}"},"finish_reason":null}]}

            data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"1","choices":[],\
            "usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}

            data: [DONE]

            """;

    private static final String ANTHROPIC =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1",\
            "usage":{"input_tokens":7,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","content_block":{"type":"text","text":""}}

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta",
            data: "delta":{"type":"text_delta","text":"{\\"s\\":\\"Grüße \uD83D\uDE00 …"}}

            event: content_block_delta
            data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"\\"}"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},\
            "usage":{"output_tokens":5}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    /** One protocol's stream, and how to read it. */
    record Stream(String body, ResponseParser.Framing framing, Supplier<AnswerReader> reader) {
        @Override
        public String toString() {
            return framing + " " + body.substring(0, 20);
        }
    }

    static List<Stream> streams() {
        return List.of(
                new Stream(OLLAMA, ResponseParser.Framing.LINES, () -> new OllamaReader(BOUNDS)),
                new Stream(OPENAI, ResponseParser.Framing.EVENTS, ResponseParserTest::openAi),
                new Stream(
                        ANTHROPIC,
                        ResponseParser.Framing.EVENTS,
                        () -> new AnthropicReader("m", "req_1", BOUNDS, () -> Duration.ZERO)));
    }

    private static AnswerReader openAi() {
        return new OpenAiReader("openai", "m", BOUNDS, () -> Duration.ZERO, () -> {});
    }

    @Property
    void it_does_not_matter_where_the_bytes_are_cut(@ForAll("cuts") Cut cut) {
        ModelAnswer answer = read(cut.stream(), cut.places());

        assertThat(answer.text()).isEqualTo(TEXT);
        assertThat(answer.stop()).isEqualTo(ModelAnswer.Stop.COMPLETE);
        assertThat(answer.usage().inputTokens()).isEqualTo(7);
        assertThat(answer.usage().outputTokens()).isEqualTo(5);
    }

    @Test
    void one_byte_at_a_time_is_enough() {
        for (Stream stream : streams()) {
            byte[] bytes = stream.body().getBytes(StandardCharsets.UTF_8);
            TreeSet<Integer> everywhere = new TreeSet<>();
            for (int i = 0; i < bytes.length; i++) {
                everywhere.add(i);
            }
            assertThat(read(stream, everywhere).text()).isEqualTo(TEXT);
        }
    }

    @Test
    void a_stream_that_ends_anywhere_before_its_end_has_no_answer_and_breaks_nothing() {
        for (Stream stream : streams()) {
            byte[] bytes = stream.body().strip().getBytes(StandardCharsets.UTF_8);
            int last = stream.framing() == ResponseParser.Framing.LINES ? 1 : 40;
            for (int length = 0; length < bytes.length - last; length++) {
                AnswerReader reader = stream.reader().get();
                ResponseParser parser = new ResponseParser(stream.framing(), BOUNDS, reader);
                parser.feed(Buffer.buffer(bytes).getBuffer(0, length));
                parser.end();

                reader.answer().ifPresent(whole -> assertThat(whole.text()).isEqualTo(TEXT));
                assertThat(reader.used().size()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void a_line_without_an_end_is_bounded() {
        ResponseParser parser =
                new ResponseParser(ResponseParser.Framing.LINES, BOUNDS, new OllamaReader(BOUNDS));

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                parser.feed(Buffer.buffer("a".repeat(100)));
                            }
                        })
                .isInstanceOf(MalformedMessage.class);
    }

    /**
     * @param places byte offsets at which a chunk ends
     */
    record Cut(Stream stream, SortedSet<Integer> places) {}

    @Provide
    Arbitrary<Cut> cuts() {
        return Combinators.combine(
                        Arbitraries.of(streams()),
                        Arbitraries.integers().between(0, 900).list().ofMaxSize(40))
                .as((stream, places) -> new Cut(stream, new TreeSet<>(places)));
    }

    private static ModelAnswer read(Stream stream, SortedSet<Integer> places) {
        AnswerReader reader = stream.reader().get();
        ResponseParser parser = new ResponseParser(stream.framing(), BOUNDS, reader);
        Buffer body = Buffer.buffer(stream.body());
        int from = 0;
        for (int place : places) {
            if (place > from && place < body.length()) {
                parser.feed(body.getBuffer(from, place));
                from = place;
            }
        }
        parser.feed(body.getBuffer(from, body.length()));
        parser.end();
        return reader.answer().orElseThrow();
    }
}
