package org.inkstream.pipeline.ingest.nsq.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static final String ID = "0123456789abcdef";
    private static final Buffer BODY = Buffer.buffer("letter");

    @Test
    void lines_are_what_nsqd_reads() {
        assertThat(Command.subscribe("ocr.completed", "inkstream#ephemeral").bytes())
                .hasToString("SUB ocr.completed inkstream#ephemeral\n");
        assertThat(Command.ready(0).bytes()).hasToString("RDY 0\n");
        assertThat(Command.finish(ID).bytes()).hasToString("FIN " + ID + "\n");
        assertThat(Command.touch(ID).bytes()).hasToString("TOUCH " + ID + "\n");
        assertThat(Command.requeue(ID, Duration.ofSeconds(2)).bytes())
                .hasToString("REQ " + ID + " 2000\n");
        assertThat(Command.nop().bytes()).hasToString("NOP\n");
        assertThat(Command.close().bytes()).hasToString("CLS\n");
    }

    @Test
    void greetings_carry_their_body() {
        CommandParser.Parsed identify =
                CommandParser.parse(Command.identify(new JsonObject().put("a", 1)).bytes());
        CommandParser.Parsed auth = CommandParser.parse(Command.auth("geheim").bytes());

        assertThat(identify.words()).containsExactly("IDENTIFY");
        assertThat(identify.body()).isEqualTo(Buffer.buffer("{\"a\":1}"));
        assertThat(auth.words()).containsExactly("AUTH");
        assertThat(auth.body()).isEqualTo(Buffer.buffer("geheim"));
    }

    @Property(tries = 2_000)
    void what_is_published_is_read_back(
            @ForAll("names") String topic,
            @ForAll("messages") List<byte[]> messages,
            @ForAll @IntRange(max = 3_600_000) int delay) {
        List<Buffer> bodies = messages.stream().map(Buffer::buffer).toList();
        Buffer first = bodies.get(0);

        CommandParser.Parsed one = CommandParser.parse(Command.publish(topic, first).bytes());
        CommandParser.Parsed later =
                CommandParser.parse(
                        Command.publishLater(topic, Duration.ofMillis(delay), first).bytes());
        CommandParser.Parsed all = CommandParser.parse(Command.publishAll(topic, bodies).bytes());

        assertThat(one).isEqualTo(new CommandParser.Parsed(List.of("PUB", topic), first));
        assertThat(later)
                .isEqualTo(new CommandParser.Parsed(List.of("DPUB", topic, "" + delay), first));
        assertThat(all.words()).containsExactly("MPUB", topic);
        assertThat(CommandParser.messages(all.body())).isEqualTo(bodies);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a\n", "a\nPUB b", "ü", "a#b", "a#ephemeral ", "#ephemeral"})
    void a_name_that_would_end_the_connection_never_reaches_it(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.publish(name, BODY))
                .withMessageContaining("topic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.subscribe("topic", name))
                .withMessageContaining("channel");
    }

    @Test
    void a_name_has_64_characters_at_most_its_suffix_included() {
        assertThat(Command.publish("a".repeat(64), BODY).name()).isEqualTo("PUB");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.publish("a".repeat(55) + "#ephemeral", BODY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "0123456789abcdef0", "0123456789abcde\n", "0123456789 bcdef"})
    void an_id_that_is_none_never_reaches_nsqd(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.finish(id));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.touch(id));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.requeue(id, Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("wrongDelays")
    void a_delay_is_from_nothing_to_an_hour(Duration delay) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.publishLater("topic", delay, BODY));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.requeue(ID, delay));
    }

    @Test
    void what_nsqd_would_not_take_is_refused_here() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.publish("topic", Buffer.buffer()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.publishAll("topic", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.publishAll("topic", List.of(BODY, Buffer.buffer())));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.ready(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.auth(""));
    }

    static Stream<Duration> wrongDelays() {
        return Stream.of(
                Duration.ofMillis(-1), Duration.ofHours(1).plusMillis(1), Duration.ofDays(365));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    @Provide
    Arbitrary<List<byte[]>> messages() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(100)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
