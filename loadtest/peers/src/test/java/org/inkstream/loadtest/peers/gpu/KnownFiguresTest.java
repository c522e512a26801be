package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** Simulations whose results are known: 120 letters of 900 tokens on a card, all there at once. */
class KnownFiguresTest {
    private static final int LETTERS = 120;
    private static final int MANY_LETTERS = 600;
    private static final Chance CHANCE = Chance.seeded(7);

    @Test
    void a_card_with_four_slots_does_twice_as_much_when_each_slot_keeps_its_letter() {
        SlotsSetup setup = ParameterSet.slots(ParameterSet.RTX4090);
        Letters letters = Letters.sevenTools(900);

        double fifo =
                slots(setup, letters, (driver, at) -> driver.each(letters.instructionFirst(at)));
        double parallel =
                slots(setup, letters, (driver, at) -> driver.each(letters.letterFirst(at)));
        double sticky =
                slots(setup, letters, (driver, at) -> driver.chain(letters.letterFirst(at)));
        double ideal = Ideal.of(setup).documentsPerHour(letters.demand(LETTERS), 1);

        assertThat(fifo).isCloseTo(2_750, within(150.0));
        assertThat(parallel).isCloseTo(3_595, within(400.0));
        assertThat(sticky).isCloseTo(5_052, within(150.0));
        assertThat(sticky / fifo).isGreaterThan(1.7);
        assertThat(sticky / ideal).isBetween(0.95, 1.0);
    }

    @Test
    void eight_slots_gain_more() {
        SlotsSetup setup = ParameterSet.slots(ParameterSet.RTX4090).slots(8);
        Letters letters = Letters.sevenTools(900);

        double fifo =
                slots(setup, letters, (driver, at) -> driver.each(letters.instructionFirst(at)));
        double parallel =
                slots(setup, letters, (driver, at) -> driver.each(letters.letterFirst(at)));
        double sticky =
                slots(setup, letters, (driver, at) -> driver.chain(letters.letterFirst(at)));
        double ideal = Ideal.of(setup).documentsPerHour(letters.demand(LETTERS), 1);

        assertThat(parallel / fifo).isBetween(1.1, 1.4);
        assertThat(sticky).isCloseTo(7_163, within(300.0));
        assertThat(sticky / fifo).isGreaterThan(2.0);
        assertThat(sticky / ideal).isBetween(0.93, 1.0);
    }

    private static double slots(
            SlotsSetup setup, Letters letters, BiConsumer<Driver, Integer> enter) {
        VirtualTimers timers = new VirtualTimers();
        SlotsEngine engine = new SlotsEngine(setup, timers, CHANCE);
        Driver driver = new Driver(engine, timers);
        for (int letter = 0; letter < LETTERS; letter++) {
            enter.accept(driver, letter);
        }
        Duration took = driver.run(setup.slots());
        assertThat(engine.stats().finished())
                .isEqualTo((long) LETTERS * letters.letterFirst(0).size());
        return perHour(LETTERS, took);
    }

    @Test
    void two_models_that_do_not_fit_together_are_swapped_for_every_letter_unless_letters_wait() {
        SlotsSetup setup = ParameterSet.slots(ParameterSet.RTX4090_TWO_MODELS);
        Letters letters = Letters.twoModels(900);

        Result fifo = twoModels(setup, letters, 1, false);
        Result windows = twoModels(setup, letters, 64, true);
        double ideal = Ideal.of(setup).documentsPerHour(letters.demand(LETTERS), 1);

        assertThat(fifo.perHour).isCloseTo(55, within(8.0));
        assertThat(fifo.swaps).isBetween(225, 240);
        assertThat(windows.perHour).isCloseTo(131, within(6.0));
        assertThat(windows.swaps).isLessThanOrEqualTo(3);
        assertThat(windows.perHour / ideal).isBetween(0.95, 1.0);
        assertThat(windows.perHour / fifo.perHour).isGreaterThan(1.8);
    }

    private record Result(double perHour, int swaps) {}

    private static Result twoModels(SlotsSetup setup, Letters letters, int window, boolean sticky) {
        VirtualTimers timers = new VirtualTimers();
        SlotsEngine engine = new SlotsEngine(setup, timers, CHANCE);
        Duration took = Duration.ZERO;
        for (int from = 0; from < LETTERS; from += window) {
            int to = Math.min(LETTERS, from + window);
            boolean llamaFirst = !sticky || from / window % 2 == 0;
            for (int turn = 0; turn < 2; turn++) {
                String model = llamaFirst == (turn == 0) ? Letters.LLAMA : Letters.MIXTRAL;
                Driver driver = new Driver(engine, timers);
                for (int letter = from; letter < to; letter++) {
                    if (sticky) {
                        driver.chain(letters.letterFirst(letter, model));
                    } else {
                        driver.each(
                                letters.instructionFirst(letter).stream()
                                        .filter(order -> order.model().equals(model))
                                        .toList());
                    }
                }
                took = took.plus(driver.run(setup.slots()));
            }
        }
        return new Result(perHour(LETTERS, took), engine.stats().swaps());
    }

    @Test
    void a_paged_server_does_several_times_as_much_with_the_letter_first_and_letters_together() {
        PagedSetup setup = ParameterSet.paged(ParameterSet.H100);
        for (int tokens : new int[] {900, 3_000}) {
            Letters letters = Letters.thirteenTools(tokens);

            double instruction = paged(setup, letters, false, 256);
            double four = paged(setup, letters, true, 4);
            double grouped = paged(setup, letters, true, 256);
            double ideal = Ideal.of(setup).documentsPerHour(letters.demand(MANY_LETTERS), 1);

            assertThat(grouped / ideal).isBetween(0.95, 1.0);
            assertThat(grouped / instruction).isGreaterThan(tokens == 900 ? 2.3 : 5.0);
            assertThat(grouped / four).isGreaterThan(5);
        }
    }

    private static double paged(
            PagedSetup setup, Letters letters, boolean letterFirst, int atATime) {
        VirtualTimers timers = new VirtualTimers();
        PagedEngine engine = new PagedEngine(setup, timers, CHANCE);
        Driver driver = new Driver(engine, timers);
        for (int letter = 0; letter < MANY_LETTERS; letter++) {
            driver.each(
                    letterFirst ? letters.letterFirst(letter) : letters.instructionFirst(letter));
        }
        Duration took = driver.run(atATime);
        return perHour(MANY_LETTERS, took);
    }

    private static double perHour(int letters, Duration took) {
        return letters * (double) Duration.ofHours(1).toNanos() / took.toNanos();
    }
}
