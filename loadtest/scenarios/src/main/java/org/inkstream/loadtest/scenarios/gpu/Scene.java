package org.inkstream.loadtest.scenarios.gpu;

import java.util.List;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.TestLetters;

/**
 * What an arm is played in.
 *
 * @param processes that end with the scene
 * @param backend shared by all runs
 * @param name of the run, unique; also that of its database
 * @param servers to start for it
 * @param scale how many times faster than real they run
 * @param seed of letters and arrivals
 * @param progress hears what happens
 */
record Scene(
        Processes processes,
        BackendProcess backend,
        String name,
        Workload workload,
        List<ServerSpec> servers,
        double scale,
        long seed,
        Consumer<String> progress) {
    Scene {
        servers = List.copyOf(servers);
    }

    TestLetters letters() {
        return new TestLetters(seed, workload.letterBytes());
    }

    List<SimulatedServer> startServers() {
        return servers.stream().map(spec -> SimulatedServer.start(processes, spec, scale)).toList();
    }
}
