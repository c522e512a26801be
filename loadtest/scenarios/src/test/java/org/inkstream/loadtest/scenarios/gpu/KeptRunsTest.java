package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.system.LoopBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRunsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String NAME = "G1 inkstream, 900 tokens run 1";

    @TempDir private Path folder;

    @Test
    void a_run_comes_back_as_it_was() throws IOException {
        Sample measured = sample();

        KeptRuns.in(folder).keep(NAME, "120 letters", measured);
        Sample found = KeptRuns.in(folder).find(NAME, "120 letters").orElseThrow();

        assertThat(parts(found)).isEqualTo(parts(measured));
    }

    @Test
    void another_run_and_the_same_one_of_something_else_are_measured() throws IOException {
        KeptRuns kept = KeptRuns.in(folder);
        kept.keep(NAME, "120 letters", sample());

        assertThat(kept.find(NAME, "8 letters")).isEmpty();
        assertThat(kept.find("G1 inkstream, 900 tokens run 2", "120 letters")).isEmpty();
    }

    @Test
    void what_is_no_run_is_named_with_what_to_do() throws IOException {
        KeptRuns kept = KeptRuns.in(folder);
        kept.keep(NAME, "120 letters", sample());
        Path file = onlyFile();
        Files.writeString(file, Files.readString(file).substring(0, 50));

        assertThatThrownBy(() -> kept.find(NAME, "120 letters"))
                .hasMessage(file + " holds no run; delete it, and that run is measured again");
    }

    @Test
    void without_a_folder_every_run_is_measured() {
        KeptRuns.none().keep(NAME, "120 letters", sample());

        assertThat(KeptRuns.none().find(NAME, "120 letters")).isEmpty();
    }

    /** All but latencies have an equality, by which what is not a number equals itself. */
    private static List<Object> parts(Sample sample) {
        return List.of(
                sample.documents(),
                sample.scale(),
                sample.seconds(),
                sample.peers(),
                sample.idealPerHour(),
                sample.latencies().counts(),
                sample.losses(),
                sample.calls(),
                sample.waits(),
                sample.moments(),
                sample.dollars());
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(all.get(0).getFileName().toString())
                    .matches("g1-inkstream-900-tokens-run-1-[0-9a-f]{8}\\.json");
            return all.get(0);
        }
    }

    private static Sample sample() {
        LoopBlock block =
                new LoopBlock(
                        START,
                        Duration.ofNanos(6_100_000),
                        Duration.ofNanos(5_200_000),
                        LoopBlock.Cause.WORK,
                        "a.B.c(B.java:1)");
        return new Sample(
                120,
                4,
                116.99,
                new PeerCounts(468, 432.5, 1.5, 900_000, 700_000, 40_000, 841, 840, 1, 2),
                Double.NaN,
                Latencies.of(List.of(Duration.ofMillis(120), Duration.ofSeconds(70)), 4),
                new Sample.Losses(0, 0, 0, 0, new LoopBlocks(true, START, List.of(block)), 3),
                List.of(
                        new Call(
                                "d",
                                "c",
                                "extract_people",
                                "llama3.2",
                                1_000,
                                50,
                                START,
                                START.plusMillis(250))),
                Map.of("d", 3.25),
                List.of(new Moment(1, 0.5, Double.NaN, 0, 1)),
                0.0125);
    }
}
