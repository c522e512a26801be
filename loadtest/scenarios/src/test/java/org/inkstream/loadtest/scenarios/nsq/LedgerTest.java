package org.inkstream.loadtest.scenarios.nsq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir Path folder;

    @Test
    void what_is_missing_and_what_came_twice_is_known() {
        Ledger ledger = new Ledger(folder);
        write(ledger, "a", 0, 1, 4);
        write(ledger, "b", 1, 5);

        Ledger.Count count = ledger.count();

        assertThat(count.accepted()).isEqualTo(4);
        assertThat(count.repeats()).isEqualTo(1);
        assertThat(count.missing(6, 10)).containsExactly(2, 3);
    }

    @Test
    void a_line_that_a_kill_has_cut_short_does_not_count() throws IOException {
        Ledger ledger = new Ledger(folder);
        write(ledger, "a", 7);
        Files.writeString(ledger.file("a"), "0000", StandardOpenOption.APPEND);

        Ledger.Count count = ledger.count();

        assertThat(count.accepted()).isEqualTo(1);
    }

    private static void write(Ledger ledger, String consumer, int... numbers) {
        try (Accepted accepted = new Accepted(ledger.file(consumer))) {
            for (int number : numbers) {
                accepted.add(number);
            }
        }
    }
}
