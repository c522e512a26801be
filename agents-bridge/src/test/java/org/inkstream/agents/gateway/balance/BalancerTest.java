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

    private final Balancer balancer = new Balancer(FOUR, Balance.AFFINITY, 1);

    @Test
    void a_server_with_more_slots_gets_more() {
        balancer.bears(2, 4);

        List<Integer> chosen =
                IntStream.range(0, 70)
                        .mapToObj(i -> balancer.place("d" + i, 10 * SECOND).orElseThrow().server())
                        .toList();

        assertThat(Collections.frequency(chosen, 2)).isBetween(36, 44);
    }

    @Property(tries = 200)
    void calls_of_a_document_stay_together_and_books_balance_whatever_goes_down(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int count) {
        Random random = new Random(seed);
        Balancer several = new Balancer(urls(count), Balance.AFFINITY, 1);
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
        Balancer several = new Balancer(urls(count), Balance.AFFINITY, 1);
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
        Balancer.Seat first = balancer.place("d", 20 * SECOND).orElseThrow();
        int preferred = first.server();
        String other = preferredBy(preferred);
        Balancer.Seat escaped = balancer.place(other, SECOND).orElseThrow();
        assertThat(escaped.server()).isNotEqualTo(preferred);
        balancer.ended(escaped);
        balancer.ended(first);

        Balancer.Seat again = balancer.place(other, SECOND).orElseThrow();

        assertThat(again.server()).isEqualTo(escaped.server());
        assertThat(balancer.standing(escaped.server()))
                .isEqualTo(new Standing(4, true, 2, 1, 0, 0));
    }

    @Test
    void a_document_stays_where_it_was_read_as_long_as_the_difference_is_worth_nothing() {
        Balancer paged = new Balancer(FOUR, Balance.AFFINITY, 64);
        int preferred = paged.place("d", 20 * SECOND).orElseThrow().server();

        assertThat(paged.place(preferredBy(preferred), SECOND).orElseThrow().server())
                .isEqualTo(preferred);
    }

    @Test
    void nobody_gives_a_document_away_unless_another_has_room_and_less_to_do() {
        Balancer.Seat seat = balancer.place("d", SECOND).orElseThrow();
        int giver = seat.server();
        int taker = (giver + 1) % FOUR.size();
        balancer.stands(giver, false, true);
        assertThat(balancer.giver()).isEmpty();

        balancer.stands(taker, true, false);
        assertThat(balancer.giver()).hasValue(giver);
        balancer.down(taker);
        assertThat(balancer.giver()).isEmpty();
        balancer.up(taker);
        Balancer.Seat other = atServer(taker);
        assertThat(balancer.giver()).isEmpty();

        balancer.ended(other);
        balancer.stands(giver, false, false);
        assertThat(balancer.giver()).isEmpty();
    }

    @Test
    void all_calls_of_a_document_that_is_given_away_go_to_the_server_that_has_room() {
        Balancer.Seat first = balancer.place("d", SECOND).orElseThrow();
        Balancer.Seat second = balancer.place("d", SECOND).orElseThrow();
        int giver = first.server();
        int taker = (giver + 1) % FOUR.size();
        balancer.stands(giver, false, true);
        balancer.stands(taker, true, false);

        Balancer.Seat moved = balancer.elsewhere(first).orElseThrow();
        balancer.stands(taker, false, false);
        Balancer.Seat followed = balancer.elsewhere(second).orElseThrow();
        Balancer.Seat next = balancer.place("d", SECOND).orElseThrow();

        assertThat(List.of(moved, followed, next))
                .extracting(Balancer.Seat::server)
                .containsOnly(taker);
        assertThat(balancer.standing(giver)).isEqualTo(new Standing(4, true, 2, 0, 0, 2));
        assertThat(balancer.standing(taker)).isEqualTo(new Standing(4, true, 3, 1, 0, 0));
    }

    @Test
    void in_turn_nothing_is_moved() {
        Balancer turns = new Balancer(FOUR, Balance.ROUND_ROBIN, 1);
        turns.place("d", SECOND);
        turns.stands(0, false, true);
        turns.stands(1, true, false);

        assertThat(turns.giver()).isEmpty();
    }

    @Test
    void what_a_server_gives_back_goes_to_another_and_both_show_it() {
        Balancer.Seat seat = balancer.place("d", SECOND).orElseThrow();
        balancer.down(seat.server());

        Balancer.Seat moved = balancer.elsewhere(seat).orElseThrow();
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
        Balancer turns = new Balancer(FOUR, Balance.ROUND_ROBIN, 1);
        turns.down(2);

        assertThat(IntStream.range(0, 6).map(i -> turns.place("d", 0).orElseThrow().server()))
                .containsExactly(0, 1, 3, 0, 1, 3);
    }

    /** A call of a document for which this server is preferred. */
    private Balancer.Seat atServer(int server) {
        return balancer.place(preferredBy(server), SECOND).orElseThrow();
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
