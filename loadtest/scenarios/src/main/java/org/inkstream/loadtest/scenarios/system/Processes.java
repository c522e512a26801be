package org.inkstream.loadtest.scenarios.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The JVMs of one measurement and the temporary folder in which they keep state and output. */
public final class Processes implements AutoCloseable {
    /** Where {@code ./inkstream} begins. */
    public static final String INKSTREAM = "org.inkstream.app.Main";

    /** The same, with its event loops watched. */
    public static final String WATCHED = WatchedInkstream.class.getName();

    private final Path folder;
    private final List<JavaProcess> started = new ArrayList<>();
    private boolean worked;

    private Processes(Path folder) {
        this.folder = folder;
    }

    /** With a new temporary folder. */
    public static Processes begin() {
        try {
            return new Processes(Files.createTempDirectory("inkstream-loadtest-"));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a temporary folder", failure);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Starts a JVM; its output goes to a file in the folder. */
    public JavaProcess start(
            String name,
            Map<String, String> environment,
            String mainClass,
            List<String> arguments) {
        return start(name, List.of(), environment, mainClass, arguments);
    }

    /**
     * Starts a JVM with the options of a worker.
     *
     * @param options beside those
     */
    public JavaProcess startLikeWorker(
            String name,
            List<String> options,
            Map<String, String> environment,
            String mainClass,
            List<String> arguments) {
        Map<String, String> all = new LinkedHashMap<>(JavaCommand.WORKER_ENVIRONMENT);
        all.putAll(environment);
        List<String> allOptions = new ArrayList<>(JavaCommand.WORKER_OPTIONS);
        allOptions.addAll(options);
        return start(name, allOptions, all, mainClass, arguments);
    }

    /**
     * @param options of the JVM
     */
    JavaProcess start(
            String name,
            List<String> options,
            Map<String, String> environment,
            String mainClass,
            List<String> arguments) {
        Path output = folder.resolve("%02d-%s.log".formatted(started.size() + 1, name));
        JavaProcess process =
                JavaProcess.start(name, output, options, environment, mainClass, arguments);
        started.add(process);
        return process;
    }

    /** It went well: nobody needs the folder any more. */
    public void done() {
        worked = true;
    }

    /** Kills what still runs; the folder stays unless all was {@link #done}. */
    @Override
    public void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).kill();
        }
        if (worked) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + folder, failure);
        }
    }
}
