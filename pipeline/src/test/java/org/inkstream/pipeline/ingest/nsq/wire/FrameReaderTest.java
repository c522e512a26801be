package org.inkstream.pipeline.ingest.nsq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
    private static final int LIMIT = 512;
    private static final String ID = "0123456789abcdef";

    private final FrameReader reader = new FrameReader(LIMIT);

    @Test
    void a_message_is_read_with_all_that_nsqd_says_of_it() {
        reader.offer(FrameBytes.message(1_700_000_000_000_000_001L, 3, ID, Buffer.buffer("brief")));

        assertThat(frames(reader))
                .containsExactly(
                        new Frame.Message(
                                1_700_000_000_000_000_001L, 3, ID, Buffer.buffer("brief")));
    }

    @Test
    void a_failure_is_split_into_its_code_and_the_rest() {
        reader.offer(FrameBytes.failure("E_BAD_TOPIC PUB topic name \"a b\" is not valid"));
        reader.offer(FrameBytes.failure("E_INVALID"));

        assertThat(frames(reader))
                .containsExactly(
                        new Frame.Failure("E_BAD_TOPIC", "PUB topic name \"a b\" is not valid"),
                        new Frame.Failure("E_INVALID", ""));
    }

    @Test
    void after_65535_deliveries_nsqd_counts_anew_and_no_message_has_none() {
        reader.offer(FrameBytes.message(1, 0, ID, Buffer.buffer("x")));

        assertThat(frames(reader))
                .containsExactly(new Frame.Message(1, 65_535, ID, Buffer.buffer("x")));
    }

    @Test
    void what_was_not_read_can_be_taken_out_between_two_frames() {
        reader.offer(FrameBytes.response("OK").appendString("packed"));

        reader.next();

        assertThat(reader.rest()).isEqualTo(Buffer.buffer("packed"));
        assertThat(frames(reader)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, a frame of -1 bytes has no room for its type",
        "-2147483648, 2, a frame of -2147483648 bytes has no room for its type",
        "3, 0, a frame of 3 bytes has no room for its type",
        "513, 0, 'a frame of 513 bytes, when 512 are allowed'",
        "2147483647, 2, 'a frame of 2147483647 bytes, when 512 are allowed'",
        "29, 2, a message of 29 bytes has no room for its id",
        "10, 3, a frame of type 3",
        "10, -1, a frame of type -1"
    })
    void what_cannot_be_a_frame_is_malformed_from_its_head_on(int size, int type, String reason) {
        reader.offer(Buffer.buffer().appendInt(size).appendInt(type));

        assertThat(reader.next()).isEqualTo(new FrameReader.Step.Malformed(reason));
    }

    @Test
    void an_id_that_would_break_a_line_is_malformed() {
        reader.offer(FrameBytes.message(1, 1, "0123456789abcde\n", Buffer.buffer("x")));

        assertThat(reader.next())
                .isEqualTo(new FrameReader.Step.Malformed("a message whose id is not text"));
    }

    @Test
    void sizes_beyond_the_limit_are_judged_before_anything_is_allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FrameReader large = new FrameReader(Integer.MAX_VALUE - 1);
        Buffer lie = Buffer.buffer().appendInt(Integer.MAX_VALUE).appendInt(2);
        large.offer(lie);

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        FrameReader.Step step = large.next();
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        assertThat(step).isInstanceOf(FrameReader.Step.Malformed.class);
        assertThat(after - before).isLessThan(1_000_000);
    }

    @Property(tries = 40_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatever_comes_is_read_or_refused(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Buffer stream = Buffer.buffer();
        for (int i = random.nextInt(4); i >= 0; i--) {
            stream.appendBuffer(hostile(random));
        }

        Read read = readInPieces(stream, random);

        assertThat(read.frames).hasSizeLessThanOrEqualTo(stream.length() / 8);
        assertThat(read.steps).isLessThanOrEqualTo(2 * stream.length() + 2);
    }

    @Property(tries = 30_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void frames_are_the_same_wherever_the_stream_is_cut(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Frame> sent = new ArrayList<>();
        Buffer stream = Buffer.buffer();
        for (int i = random.nextInt(8); i >= 0; i--) {
            stream.appendBuffer(honest(random, sent));
        }

        Read read = readInPieces(stream, random);

        assertThat(read.frames).isEqualTo(sent);
        assertThat(read.malformed).isFalse();
    }

    @Property(tries = 40_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_damaged_stream_is_read_up_to_the_damage(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Frame> sent = new ArrayList<>();
        Buffer sound = Buffer.buffer();
        for (int i = random.nextInt(4); i > 0; i--) {
            sound.appendBuffer(honest(random, sent));
        }
        Buffer damaged = honest(random, new ArrayList<>());
        int at = random.nextInt(damaged.length());
        damaged.setByte(at, (byte) random.nextInt());
        Buffer after = honest(random, new ArrayList<>());

        Read read = readInPieces(sound.appendBuffer(damaged).appendBuffer(after), random);

        assertThat(read.frames).hasSizeGreaterThanOrEqualTo(sent.size());
        assertThat(read.frames.subList(0, sent.size())).isEqualTo(sent);
    }

    /** Mostly something that looks like a frame: pure noise fails at the first size. */
    private static Buffer hostile(SplittableRandom random) {
        byte[] noise = new byte[random.nextInt(80)];
        random.nextBytes(noise);
        int size =
                switch (random.nextInt(6)) {
                    case 0 -> random.nextInt();
                    case 1 -> random.nextInt(-4, 40);
                    case 2 -> LIMIT + random.nextInt(-2, 3);
                    case 3 -> Integer.MAX_VALUE - random.nextInt(40);
                    default -> 4 + noise.length;
                };
        Buffer frame = Buffer.buffer();
        if (random.nextInt(8) > 0) {
            frame.appendInt(size).appendInt(random.nextInt(-1, 4));
        }
        return frame.appendBytes(noise);
    }

    private static Buffer honest(SplittableRandom random, List<Frame> sent) {
        String text = "x".repeat(random.nextInt(60));
        switch (random.nextInt(3)) {
            case 0 -> {
                sent.add(new Frame.Response(text));
                return FrameBytes.response(text);
            }
            case 1 -> {
                sent.add(new Frame.Failure("E_" + text, "why"));
                return FrameBytes.failure("E_" + text + " why");
            }
            default -> {
                long timestamp = random.nextLong();
                int attempts = random.nextInt(1, 65_536);
                Buffer body = Buffer.buffer(text);
                sent.add(new Frame.Message(timestamp, attempts, ID, body));
                return FrameBytes.message(timestamp, attempts, ID, body);
            }
        }
    }

    private record Read(List<Frame> frames, boolean malformed, int steps) {}

    private static Read readInPieces(Buffer stream, SplittableRandom random) {
        FrameReader reader = new FrameReader(LIMIT);
        List<Frame> frames = new ArrayList<>();
        boolean malformed = false;
        int steps = 0;
        int longest = 1 + random.nextInt(64);
        for (int from = 0; from < stream.length(); ) {
            int to = Math.min(stream.length(), from + 1 + random.nextInt(longest));
            reader.offer(stream.getBuffer(from, to));
            from = to;
            FrameReader.Step step;
            do {
                step = reader.next();
                steps++;
                step.match(
                        complete -> frames.add(complete.frame()),
                        incomplete -> false,
                        broken -> false);
            } while (step instanceof FrameReader.Step.Complete);
            boolean broken = step instanceof FrameReader.Step.Malformed;
            assertThat(malformed && !broken).as("malformed is for good").isFalse();
            malformed = broken;
        }
        return new Read(frames, malformed, steps);
    }

    private static List<Frame> frames(FrameReader reader) {
        List<Frame> frames = new ArrayList<>();
        FrameReader.Step step = reader.next();
        while (step instanceof FrameReader.Step.Complete complete) {
            frames.add(complete.frame());
            step = reader.next();
        }
        return frames;
    }
}
