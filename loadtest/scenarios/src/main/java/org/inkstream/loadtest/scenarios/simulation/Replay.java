package org.inkstream.loadtest.scenarios.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.simulation.world.Played;
import org.inkstream.loadtest.scenarios.simulation.world.Violation;
import org.inkstream.loadtest.scenarios.simulation.world.World;
import org.inkstream.loadtest.scenarios.simulation.world.WorldSize;

/** Plays one world again and tells what happened in it. */
public final class Replay {
    private static final int LAST_EVENTS = 40;

    private final WorldSize size;

    public Replay(WorldSize size) {
        this.size = size;
    }

    /**
     * @param lines told each event as it happens
     */
    public Played trace(long seed, Consumer<String> lines) {
        QuietDomain quiet = new QuietDomain();
        try {
            return new World(size).play(seed, lines);
        } finally {
            quiet.close();
        }
    }

    /** What did not hold, the last events before that, and how to see all of them. */
    public String explain(long seed) {
        Deque<String> last = new ArrayDeque<>();
        Played played =
                trace(
                        seed,
                        line -> {
                            last.addLast(line);
                            if (last.size() > LAST_EVENTS) {
                                last.removeFirst();
                            }
                        });
        Violation found = played.violation().orElse(new Violation("nothing", "everything holds"));
        return "seed %d violates %s: %s%n%s%nreplay with: ./inkstream loadtest simulate --seed %d%s --trace"
                .formatted(
                        seed,
                        found.invariant(),
                        found.what(),
                        String.join(System.lineSeparator(), last),
                        seed,
                        options());
    }

    private String options() {
        WorldSize usual = WorldSize.SMALL;
        StringBuilder options = new StringBuilder();
        add(options, "--documents", size.documents(), usual.documents());
        add(options, "--tools", size.tools(), usual.tools());
        add(options, "--processes", size.processes(), usual.processes());
        add(
                options,
                "--fault-seconds",
                size.faultSpan().toSeconds(),
                usual.faultSpan().toSeconds());
        if (!size.faults().equals(usual.faults())) {
            options.append(" --faults ");
            options.append(
                    String.join(",", size.faults().stream().map(Enum::name).sorted().toList()));
        }
        return options.toString();
    }

    private static void add(StringBuilder options, String name, long value, long usual) {
        if (value != usual) {
            options.append(' ').append(name).append(' ').append(value);
        }
    }
}
