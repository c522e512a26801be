package org.inkstream.pipeline.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void nothing_is_committed_before_something_is_settled() {
        ledger.take(7);

        assertThat(ledger.toCommit()).isEmpty();
    }

    @Test
    void a_record_that_is_settled_early_waits_for_those_before_it() {
        OffsetLedger.Entry first = ledger.take(7);
        OffsetLedger.Entry second = ledger.take(8);

        ledger.settle(second);

        assertThat(ledger.toCommit()).isEmpty();

        ledger.settle(first);

        assertThat(ledger.toCommit()).hasValue(9);
        assertThat(ledger.open()).isZero();
    }

    @Test
    void a_gap_in_the_log_holds_nothing_back() {
        ledger.settle(ledger.take(7));
        ledger.settle(ledger.take(12));

        assertThat(ledger.toCommit()).hasValue(13);
    }

    @Test
    void what_the_broker_knows_is_not_committed_again() {
        ledger.settle(ledger.take(7));
        ledger.committed(8);

        assertThat(ledger.toCommit()).isEmpty();
    }

    @Test
    void a_late_answer_to_an_older_commit_changes_nothing() {
        ledger.settle(ledger.take(7));
        ledger.settle(ledger.take(8));
        ledger.committed(9);

        ledger.committed(8);

        assertThat(ledger.toCommit()).isEmpty();
    }

    @Test
    void an_offset_that_does_not_follow_is_refused() {
        ledger.take(7);

        assertThat(ledger.follows(7)).isFalse();
        assertThatThrownBy(() -> ledger.take(7)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Against a model that remembers everything: the mark is the lowest offset that is not settled,
     * or one above the last if all are, and it never goes back.
     */
    @Property(tries = 500)
    void the_mark_is_always_the_first_record_that_is_not_settled(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int records) {
        Random random = new Random(seed);
        OffsetLedger tested = new OffsetLedger();
        List<Long> taken = new ArrayList<>();
        List<OffsetLedger.Entry> entries = new ArrayList<>();
        Set<Long> settled = new HashSet<>();
        long next = random.nextInt(100);
        long mark = -1;

        for (int step = 0; step < records * 3; step++) {
            if (taken.size() < records && (entries.isEmpty() || random.nextBoolean())) {
                entries.add(tested.take(next));
                taken.add(next);
                next += 1 + (random.nextInt(4) == 0 ? random.nextInt(5) : 0);
            } else {
                int any = random.nextInt(entries.size());
                tested.settle(entries.get(any));
                settled.add(taken.get(any));
            }
            long expected = markOf(taken, settled);
            assertThat(tested.toCommit().orElse(-1)).isEqualTo(expected);
            assertThat(expected).isGreaterThanOrEqualTo(mark);
            mark = expected;
        }
    }

    private static long markOf(List<Long> taken, Set<Long> settled) {
        long mark = -1;
        for (long offset : taken) {
            if (!settled.contains(offset)) {
                return mark;
            }
            mark = offset + 1;
        }
        return mark;
    }
}
