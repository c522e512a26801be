package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.time.VirtualTimers;

/** What is computed from event to event is what comes out iteration by iteration. */
class IterationsTest {
    private static final int CHUNK = 512;
    private static final ModelSpec MODEL = ParameterSet.slots(ParameterSet.RTX4090).models().get(0);

    /** A sequence of the reference, with what is left of it. */
    private static final class Left {
        int toRead;
        int toWrite;

        Left(int toRead, int toWrite) {
            this.toRead = toRead;
            this.toWrite = toWrite;
        }
    }

    @Property(tries = 100)
    void a_batch_takes_as_long_as_its_iterations(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 16) int sequences) {
        Random random = new Random(seed);
        List<Left> reference = new ArrayList<>();
        VirtualTimers timers = new VirtualTimers();
        PagedSetup setup =
                new PagedSetup(MODEL, sequences, 1_000_000, CHUNK, PagedSetup.Policy.FCFS);
        PagedEngine engine = new PagedEngine(setup, timers, Chance.exact(1));
        for (int number = 0; number < sequences; number++) {
            Left left = new Left(100 + random.nextInt(3_000), 50 + random.nextInt(300));
            reference.add(left);
            engine.submit(Order.of(MODEL.name(), Ends.prompt(number, left.toRead), left.toWrite));
        }

        timers.advance(Duration.ofMinutes(10));

        double busy = engine.stats().busy().toNanos() / Nanos.PER_MILLI;
        assertThat(busy).isCloseTo(iterate(reference), within(0.03 * busy));
    }

    private static double iterate(List<Left> sequences) {
        double millis = 0;
        List<Left> running = new ArrayList<>(sequences);
        while (!running.isEmpty()) {
            int budget = CHUNK;
            int decoders = 0;
            for (Left left : running) {
                if (left.toRead > 0) {
                    int read = Math.min(budget, left.toRead);
                    left.toRead -= read;
                    budget -= read;
                } else {
                    decoders++;
                    left.toWrite--;
                }
            }
            millis += MODEL.step().millis(decoders);
            millis += (CHUNK - budget) / MODEL.prefillTokensPerSecond() * 1_000;
            running.removeIf(left -> left.toWrite == 0);
        }
        return millis;
    }
}
