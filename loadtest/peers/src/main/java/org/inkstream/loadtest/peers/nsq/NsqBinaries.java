package org.inkstream.loadtest.peers.nsq;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the real servers are: in the folder that the system property {@code inkstream.nsq} names,
 * else where {@code .ci/install-nsq} puts them, seen from this folder or one above, else on the
 * PATH.
 */
public final class NsqBinaries {
    /** What to say where they are missing. */
    public static final String MISSING =
            "nsqd is not installed; .ci/install-nsq does it where Go is present";

    private static final Path INSTALLED = Path.of("target", "nsq", "bin");

    private NsqBinaries() {}

    /** Whether tests against the real servers can run. */
    public static boolean areInstalled() {
        return find("nsqd").isPresent() && find("nsqlookupd").isPresent();
    }

    /**
     * @param name {@code nsqd} or {@code nsqlookupd}
     */
    public static Optional<Path> find(String name) {
        return folders()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toAbsolutePath);
    }

    static Path require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException(MISSING));
    }

    private static Stream<Path> folders() {
        String named = System.getProperty("inkstream.nsq", "");
        if (!named.isEmpty()) {
            return Stream.of(Path.of(named));
        }
        List<Path> folders = new ArrayList<>();
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            folders.add(above.resolve(INSTALLED));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .forEach(folder -> folders.add(Path.of(folder)));
        return folders.stream();
    }
}
