package org.inkstream.loadtest.scenarios.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;

/** Programs of others that a stack consists of, by the images that hold them. */
enum Tool {
    PROMETHEUS("prom/prometheus", "prometheus", ".ci/install-prometheus"),
    ALERTMANAGER(
            "prom/alertmanager",
            "prometheus-alertmanager or alertmanager",
            ".ci/install-prometheus"),
    NSQ("nsqio/nsq", "nsqd and nsqlookupd", ".ci/install-nsq"),
    OPENSSL("", "openssl", "its package"),
    WGET("", "wget", "its package");

    private final String image;

    /** Any of these, but of nsq both. */
    private final String names;

    private final String installedBy;

    Tool(String image, String names, String installedBy) {
        this.image = image;
        this.names = names;
        this.installedBy = installedBy;
    }

    /** What a stack needs and this machine does not have, for people; empty if it has all. */
    static List<String> missing() {
        return Stream.of(values())
                .filter(tool -> !tool.isInstalled())
                .map(tool -> tool.names + " (" + tool.installedBy + ")")
                .toList();
    }

    private boolean isInstalled() {
        return this == NSQ ? NsqBinaries.areInstalled() : program().isPresent();
    }

    /**
     * The program in this image.
     *
     * @param command of the service, whose first word says which, where an image holds several
     */
    static Optional<Started> of(String image, List<String> command) {
        return Stream.of(values())
                .filter(tool -> !tool.image.isEmpty() && image.startsWith(tool.image + ":"))
                .findFirst()
                .map(tool -> tool.started(command));
    }

    private Started started(List<String> command) {
        if (this == NSQ) {
            String name = command.get(0).substring(command.get(0).lastIndexOf('/') + 1);
            return new Started(
                    NsqBinaries.find(name)
                            .orElseThrow(() -> new IllegalStateException("no " + name)),
                    command.subList(1, command.size()));
        }
        return new Started(
                program().orElseThrow(() -> new IllegalStateException("no " + names)), command);
    }

    private Optional<Path> program() {
        Map<String, String> environment = System.getenv();
        return Stream.of(names.split(" or "))
                .flatMap(
                        name ->
                                Stream.of(
                                                environment
                                                        .getOrDefault("PATH", "")
                                                        .split(File.pathSeparator))
                                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * @param arguments as its service has them
     */
    record Started(Path program, List<String> arguments) {}
}
