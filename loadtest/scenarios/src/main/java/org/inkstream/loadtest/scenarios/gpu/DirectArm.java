package org.inkstream.loadtest.scenarios.gpu;

import java.util.List;

/**
 * A client that is not ours: it sends the calls of all letters in order, past worker and gateway,
 * and keeps nothing.
 *
 * @param callers that ask at once, each waiting for its answer
 * @param perAgent whether each agent has so many of its own, for its tools alone
 */
record DirectArm(String name, String what, Layout layout, int callers, boolean perAgent)
        implements Arm {
    private static final int WARM_UP_LETTERS = 4;
    private static final int WARM_UP_FIRST = 5_000_000;

    @Override
    public Sample play(Scene scene) {
        List<SimulatedServer> servers = scene.startServers();
        try {
            DirectRun run = new DirectRun(this, scene, servers);
            run.ask(WARM_UP_FIRST, WARM_UP_LETTERS, () -> {});
            servers.forEach(SimulatedServer::reset);
            return run.measure();
        } finally {
            servers.forEach(SimulatedServer::kill);
        }
    }
}
