package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

/** Reads endings, and makes small models whose times can be reckoned in the head. */
final class Ends {
    private Ends() {}

    /** Ten milliseconds for a token whatever the batch, a millisecond for a token read. */
    static ModelSpec model(String name) {
        return new ModelSpec(
                name, 1, 0, Curve.of(Map.of(1, 10.0, 2, 10.0)), 1_000, Duration.ofSeconds(2));
    }

    static Prompt prompt(int first, int tokens) {
        return Prompt.of(new Prompt.Part(first, tokens));
    }

    static Prompt prompt(int first, int tokens, int then, int more) {
        return Prompt.of(new Prompt.Part(first, tokens), new Prompt.Part(then, more));
    }

    static Ending ending(Work work) {
        assertThat(work.ending().isComplete()).as("has ended").isTrue();
        return work.ending().result();
    }

    static Ending.Finished finished(Work work) {
        Ending how = ending(work);
        assertThat(how).isInstanceOf(Ending.Finished.class);
        return (Ending.Finished) how;
    }

    static Figures figures(Work work) {
        return finished(work).figures();
    }

    static Ending.Rejected rejected(Work work) {
        Ending how = ending(work);
        assertThat(how).isInstanceOf(Ending.Rejected.class);
        return (Ending.Rejected) how;
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    static boolean running(Work work) {
        return !work.ending().isComplete();
    }
}
