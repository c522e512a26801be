package org.inkstream.agents.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineFramesTest {
    private static final int LONGEST = 40;

    private final List<String> lines = new ArrayList<>();
    private int skipped;

    @Property(tries = 500)
    void lines_are_the_same_however_the_bytes_arrive(
            @ForAll @IntRange(min = 1, max = 60) int step) {
        String text = "one\r\n\n\ndréi\n" + "x".repeat(LONGEST + 1) + "\nfour\nunended";

        feed(frames(), text.getBytes(StandardCharsets.UTF_8), step);

        assertThat(lines).containsExactly("one", "dréi", "four");
        assertThat(skipped).isEqualTo(1);
        lines.clear();
        skipped = 0;
    }

    @Property(tries = 2_000)
    void any_bytes_make_lines_within_the_limit_that_are_messages_or_malformed(
            @ForAll @Size(max = 400) byte[] bytes, @ForAll @IntRange(min = 1, max = 50) int step) {
        List<Buffer> taken = new ArrayList<>();

        feed(new LineFrames(LONGEST, taken::add, () -> {}), bytes, step);

        assertThat(taken)
                .allSatisfy(
                        line -> {
                            assertThat(line.length()).isBetween(1, LONGEST);
                            assertThat(isMessageOrMalformed(line)).isTrue();
                        });
    }

    @Test
    void a_line_without_end_costs_no_memory_and_not_the_line_behind_it() {
        LineFrames frames = frames();
        byte[] flood = new byte[1 << 20];
        Arrays.fill(flood, (byte) 'x');
        for (int i = 0; i < 1_000; i++) {
            frames.feed(flood, flood.length);
        }
        byte[] end = "\ngood\n".getBytes(StandardCharsets.UTF_8);

        frames.feed(end, end.length);

        assertThat(lines).containsExactly("good");
        assertThat(skipped).isEqualTo(1);
    }

    private LineFrames frames() {
        return new LineFrames(LONGEST, line -> lines.add(line.toString()), () -> skipped++);
    }

    private static void feed(LineFrames frames, byte[] bytes, int step) {
        for (int at = 0; at < bytes.length; at += step) {
            byte[] chunk = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
            frames.feed(chunk, chunk.length);
        }
    }

    private static boolean isMessageOrMalformed(Buffer line) {
        try {
            return MessageCodec.decode(line) != null;
        } catch (MalformedMessage expected) {
            return true;
        }
    }
}
