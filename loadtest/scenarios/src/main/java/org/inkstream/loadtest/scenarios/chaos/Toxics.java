package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.inkstream.loadtest.peers.faults.Direction;
import org.inkstream.loadtest.peers.faults.FaultProxy;
import org.inkstream.loadtest.peers.faults.Toxic;

/** Draws what is wrong with a network. */
public final class Toxics {
    private static final int KINDS = 9;

    private Toxics() {}

    /**
     * Begins it; {@link #end} ends it.
     *
     * @return what it is, for people
     */
    public static String begin(FaultProxy proxy, RandomGenerator random) {
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        int kind = random.nextInt(KINDS);
        switch (kind) {
            case 0 -> {
                proxy.refuse().await();
                return "refuses";
            }
            case 1 -> {
                proxy.resetAll().await();
                return "resets all once";
            }
            case 2 -> direction = Direction.TO_CLIENT;
            default -> {
                // Either direction will do.
            }
        }
        Toxic toxic = draw(kind, random);
        proxy.set(direction, toxic).await();
        return toxic + " " + direction;
    }

    private static Toxic draw(int kind, RandomGenerator random) {
        return switch (kind) {
            case 2 -> new Toxic.Cut();
            case 3, 4 -> new Toxic.HalfOpen();
            case 5 -> new Toxic.Reset(random.nextInt(20_000));
            case 6 -> new Toxic.Bandwidth(20_000 + random.nextInt(100_000));
            case 7 -> new Toxic.Slicer(50 + random.nextInt(500), Duration.ofMillis(2));
            default ->
                    new Toxic.Latency(
                            Duration.ofMillis(50 + random.nextInt(400)), Duration.ofMillis(50));
        };
    }

    /** Everything passes again. */
    public static void end(FaultProxy proxy) {
        proxy.clear().await();
        proxy.accept().await();
    }
}
