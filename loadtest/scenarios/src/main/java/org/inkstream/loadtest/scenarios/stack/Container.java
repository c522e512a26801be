package org.inkstream.loadtest.scenarios.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One replica of a service, where it is on this machine.
 *
 * @param number from one
 * @param root folder that stands for the root of its file system
 * @param ports of this machine, by those of the container
 */
record Container(ComposeService service, int number, Path root, Map<Integer, Integer> ports) {
    Container {
        ports = Map.copyOf(ports);
    }

    /** As Compose names it, such as {@code enrichment-worker-2}. */
    String name() {
        return service.name() + "-" + number;
    }

    /** A path of the container, on this machine. */
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** Its address for the others. */
    String address(int port) {
        Integer here = ports.get(port);
        if (here == null) {
            throw new IllegalArgumentException(name() + " does not listen on " + port);
        }
        return "127.0.0.1:" + here;
    }

    /** Paths of the container that are not of its image. */
    Stream<String> paths() {
        return Stream.concat(
                Stream.concat(
                        service.mounts().stream().map(ComposeService.Mount::target),
                        service.folders().stream()),
                service.secrets().isEmpty() ? Stream.empty() : Stream.of("/run/secrets"));
    }
}
