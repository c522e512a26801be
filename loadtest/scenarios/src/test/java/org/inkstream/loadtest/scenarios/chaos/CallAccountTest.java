package org.inkstream.loadtest.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.inkstream.loadtest.peers.CallRecord;
import org.inkstream.loadtest.peers.CallRecord.What;
import org.junit.jupiter.api.Test;

class CallAccountTest {
    private static final List<CallRecord> TWICE =
            List.of(
                    at(1_000, What.ARRIVED, 1, "worker-1"),
                    at(1_300, What.WORKED, 1, "worker-1"),
                    at(9_000, What.ARRIVED, 2, "worker-2"),
                    at(9_300, What.WORKED, 2, "worker-2"));

    @Test
    void work_that_was_done_twice_is_explained_by_the_death_of_who_waited_for_it() {
        Happening kill = kill("worker-1", 1_200);

        assertThat(repeats(kill))
                .extracting(CallAccount.Repeat::why)
                .containsExactly("WORKER_KILLED");
    }

    @Test
    void nothing_is_explained_by_the_death_of_another_worker_or_by_one_long_after_the_answer() {
        assertThat(repeats(kill("worker-2", 1_200))).noneMatch(CallAccount.Repeat::explained);
        assertThat(repeats(kill("worker-1", 5_000))).noneMatch(CallAccount.Repeat::explained);
    }

    @Test
    void a_broker_that_cannot_be_reached_explains_no_second_payment() {
        Happening broker =
                new Happening(FaultKind.BROKER_NETWORK, "network to the broker", "", 0, 20_000);

        assertThat(repeats(broker)).noneMatch(CallAccount.Repeat::explained);
    }

    @Test
    void in_the_air_is_what_had_come_and_not_ended() {
        CallAccount account = new CallAccount(TWICE, List.of());

        assertThat(account.inTheAir(kill("worker-1", 1_200))).isEqualTo(1);
        assertThat(account.inTheAir(kill("worker-1", 1_400))).isZero();
    }

    @Test
    void the_first_call_is_looked_for_until_the_next_fault_of_the_same_worker() {
        Happening kill = kill("worker-2", 1_000);

        assertThat(new CallAccount(TWICE, List.of(kill)).firstCall(kill))
                .contains(Duration.ofSeconds(8));
        assertThat(new CallAccount(TWICE, List.of(kill, kill("worker-2", 3_000))).firstCall(kill))
                .isEmpty();
    }

    private static List<CallAccount.Repeat> repeats(Happening fault) {
        return new CallAccount(TWICE, List.of(fault)).repeats(any -> true);
    }

    private static Happening kill(String worker, long atMillis) {
        return new Happening(FaultKind.WORKER_KILLED, worker, "", atMillis, atMillis);
    }

    private static CallRecord at(long millis, What what, long number, String caller) {
        return new CallRecord(millis, what, number, caller, "letter", "tool", "key" + number);
    }
}
