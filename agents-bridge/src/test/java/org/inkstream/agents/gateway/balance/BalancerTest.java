package org.inkstream.agents.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.models.Balance;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final List<String> FOUR =
            List.of("http://a:1", "http://b:1", "http://c:1", "http://d:1");

    private final Balancer balancer = new Balancer(FOUR, Balance.AFFINITY);

    @Property(tries = 200)
    void calls_of_a_document_stay_together_and_books_balance_whatever_goes_down(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int count) {
        Random random = new Random(seed);
        Balancer several = new Balancer(urls(count), Balance.AFFINITY);
        boolean[] up = new boolean[count];
        Arrays.fill(up, true);
        Map<String, List<Balancer.Seat>> inside = new HashMap<>();
        Map<String, Integer> homes = new HashMap<>();

        for (int i = 0; i < 400; i++) {
            String key = "d" + random.nextInt(20);
            List<Balancer.Seat> seats = inside.computeIfAbsent(key, none -> new ArrayList<>());
            int dice = random.nextInt(20);
            if (dice == 0) {
                int server = random.nextInt(count);
                up[server] = !up[server];
                if (up[server]) {
                    several.up(server);
                } else {
                    several.down(server);
                }
            } else if (dice < 8 && !seats.isEmpty()) {
                several.ended(seats.remove(random.nextInt(seats.size())));
            } else {
                var seat = several.place(key, random.nextInt(1_000));
                assertThat(seat.isPresent())
                        .isEqualTo(IntStream.range(0, count).anyMatch(s -> up[s]));
                if (seat.isPresent()) {
                    int server = seat.get().server();
                    assertThat(up[server]).isTrue();
                    Integer home = homes.put(key, server);
                    if (!seats.isEmpty() && home != null && up[home]) {
                        assertThat(server).isEqualTo(home);
                    }
                    seats.add(seat.get());
                }
            }
        }
        inside.values().forEach(seats -> seats.forEach(several::ended));

        assertThat(several.loads()).containsOnly(0.0);
        assertThat(several.documents()).isZero();
    }

    @Property(tries = 100)
    void while_documents_come_no_server_gets_much_more_work_than_another(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int count) {
        Random random = new Random(seed);
        Balancer several = new Balancer(urls(count), Balance.AFFINITY);
        long longest = 5 * SECOND;

        for (int i = 0; i < 500; i++) {
            several.place("d" + i, random.nextLong(longest));
            double[] loads = Arrays.stream(several.loads()).sorted().toArray();

            double least = loads[0];
            assertThat(loads[count - 1])
                    .isLessThanOrEqualTo(Math.max(least + SECOND, 1.1 * least) + longest);
        }
    }

    @Property(tries = 100)
    void a_server_that_is_taken_away_moves_no_document_but_its_own(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int count) {
        List<String> urls = new ArrayList<>(urls(count));
        Rendezvous all = new Rendezvous(urls);
        List<String> fewer = new ArrayList<>(urls);
        String gone = fewer.remove(new Random(seed).nextInt(count));
        Collections.shuffle(fewer, new Random(seed));
        Rendezvous rest = new Rendezvous(fewer);

        for (int i = 0; i < 50; i++) {
            String key = "d" + seed + i;
            List<String> before = all.order(key).stream().map(urls::get).toList();
            List<String> after = rest.order(key).stream().map(fewer::get).toList();

            assertThat(after).isEqualTo(before.stream().filter(url -> !url.equals(gone)).toList());
        }
    }

    @Test
    void idle_servers_get_about_the_same_number_of_documents() {
        int[] documents = new int[FOUR.size()];
        for (int i = 0; i < 4_000; i++) {
            Balancer.Seat seat = balancer.place("c\u001fletter-" + i, 0).orElseThrow();
            documents[seat.server()]++;
        }

        assertThat(documents[0]).isBetween(900, 1_100);
        assertThat(documents[1]).isBetween(900, 1_100);
        assertThat(documents[2]).isBetween(900, 1_100);
    }

    @Test
    void a_document_comes_back_to_the_server_that_has_read_it_though_another_is_preferred() {
        int preferred = balancer.place("d", 20 * SECOND).orElseThrow().server();
        String other = preferredBy(preferred);
        Balancer.Seat escaped = balancer.place(other, SECOND).orElseThrow();
        assertThat(escaped.server()).isNotEqualTo(preferred);
        balancer.ended(escaped);
        balancer.limit(preferred, 1_000, true);

        Balancer.Seat again = balancer.place(other, SECOND).orElseThrow();

        assertThat(again.server()).isEqualTo(escaped.server());
        assertThat(balancer.standing(escaped.server()))
                .isEqualTo(new Standing(4, true, 2, 1, 0, 0));
    }

    @Test
    void a_server_that_works_on_more_at_once_has_less_to_do_with_the_same_work() {
        int preferred = balancer.place("d", 20 * SECOND).orElseThrow().server();
        balancer.limit(preferred, 64, true);

        assertThat(balancer.place(preferredBy(preferred), SECOND).orElseThrow().server())
                .isEqualTo(preferred);
    }

    /** They follow what there was to do, and after a quiet time one's may have grown alone. */
    @Test
    void a_backlog_is_shared_evenly_whatever_limits_were_tried_last() {
        balancer.limit(0, 128, false);
        balancer.limit(1, 8, false);
        balancer.limit(2, 16, false);

        for (int i = 0; i < 4_000; i++) {
            balancer.place("letter-" + i, SECOND);
        }

        assertThat(IntStream.range(0, 4).mapToLong(server -> balancer.standing(server).calls()))
                .allMatch(calls -> calls > 900 && calls < 1_100);
    }

    @Test
    void a_server_that_is_known_to_bear_less_gets_less() {
        balancer.limit(0, 30, true);
        balancer.limit(1, 90, true);
        balancer.limit(2, 90, true);
        balancer.limit(3, 90, true);

        for (int i = 0; i < 4_000; i++) {
            balancer.place("letter-" + i, SECOND);
        }

        assertThat(balancer.standing(0).calls()).isBetween(350L, 500L);
    }

    @Test
    void what_a_server_gives_back_goes_to_another_and_both_show_it() {
        Balancer.Seat seat = balancer.place("d", SECOND).orElseThrow();
        balancer.down(seat.server());
        balancer.gaveBack(seat);

        Balancer.Seat moved = balancer.place("d", SECOND).orElseThrow();
        balancer.up(seat.server());
        Balancer.Seat next = balancer.place("d", SECOND).orElseThrow();

        assertThat(moved.server()).isNotEqualTo(seat.server());
        assertThat(next.server()).isEqualTo(moved.server());
        assertThat(balancer.standing(seat.server())).isEqualTo(new Standing(4, true, 1, 0, 0, 1));
        assertThat(balancer.standing(moved.server())).isEqualTo(new Standing(4, true, 2, 0, 1, 0));
    }

    @Test
    void callers_whose_prompts_all_begin_alike_do_not_all_go_to_one_server() {
        for (int i = 0; i < 400; i++) {
            balancer.place("the same instruction", SECOND);
        }

        assertThat(balancer.loads()).doesNotContain(0.0);
        assertThat(Arrays.stream(balancer.loads()).max().orElseThrow()).isLessThan(150.0 * SECOND);
    }

    @Test
    void in_turn_each_call_goes_to_the_next_server_that_is_up() {
        Balancer turns = new Balancer(FOUR, Balance.ROUND_ROBIN);
        turns.down(2);

        assertThat(IntStream.range(0, 6).map(i -> turns.place("d", 0).orElseThrow().server()))
                .containsExactly(0, 1, 3, 0, 1, 3);
    }

    /** Another document for which the same server is preferred. */
    private static String preferredBy(int server) {
        Rendezvous order = new Rendezvous(FOUR);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "other" + i)
                .filter(key -> order.order(key).get(0) == server)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> urls(int count) {
        return IntStream.range(0, count).mapToObj(i -> "http://gpu" + i + ":8000").toList();
    }
}
