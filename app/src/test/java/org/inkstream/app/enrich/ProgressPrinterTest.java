package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final StringWriter out = new StringWriter();

    @Test
    void a_pipe_gets_a_line_every_five_seconds_and_no_line_twice() {
        ProgressPrinter printer = printer("");

        for (int tenths = 0; tenths < 120; tenths++) {
            timers.advance(Duration.ofMillis(100));
            printer.tick(enriched(tenths / 60));
        }

        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> !line.contains("\r"));
    }

    @Test
    void a_terminal_sees_one_line_that_redraws_itself_and_stands_in_the_end() {
        ProgressPrinter printer = printer("80");

        timers.advance(Duration.ofMillis(200));
        printer.tick(enriched(1));
        timers.advance(Duration.ofMillis(100));
        printer.tick(enriched(2));
        printer.finish(enriched(3));

        assertThat(out.toString()).contains("1/5 done").doesNotContain("2/5 done");
        assertThat(out.toString().strip()).endsWith("0 failed");
        assertThat(out.toString().lines()).hasSize(1 + 2);
    }

    private ProgressPrinter printer(String columns) {
        return new ProgressPrinter(new PrintWriter(out), timers, Terminal.of(columns));
    }

    private static Progress enriched(int letters) {
        return new Progress(5, letters, 0, 0, 0, Duration.ZERO);
    }
}
