package org.inkstream.loadtest.scenarios.system;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a JVM is started: the same Java, class path and options as {@code bin/inkstream} gives. */
public final class JavaCommand {
    /** As in {@code bin/inkstream} for services. */
    private static final List<String> OPTIONS = List.of("-Dfile.encoding=UTF-8");

    /** As in {@code bin/inkstream} for workers; {@code INKSTREAM_JAVA_OPTS} come later and win. */
    public static final List<String> WORKER_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xmx224m", "-Xss512k", "-XX:ReservedCodeCacheSize=96m");

    /** The same of the environment: each arena of the C library keeps memory for itself. */
    public static final Map<String, String> WORKER_ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private static final String MORE_OPTIONS = "INKSTREAM_JAVA_OPTS";

    private JavaCommand() {}

    /**
     * @param options beside those of every service
     */
    static List<String> of(List<String> options, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        command.addAll(archive());
        command.addAll(OPTIONS);
        command.addAll(options);
        command.addAll(moreOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** What a worker's JVM is told, for people. */
    public static String forWorkers() {
        List<String> told = new ArrayList<>();
        WORKER_ENVIRONMENT.forEach((name, value) -> told.add(name + "=" + value));
        if (!archive().isEmpty()) {
            told.add("with an archive of classes");
        }
        told.addAll(OPTIONS);
        told.addAll(WORKER_OPTIONS);
        told.addAll(moreOptions());
        return String.join(" ", told);
    }

    /** The archive of classes that this JVM was given, if it was. */
    private static List<String> archive() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.matches("-XX:SharedArchiveFile=.*|-Xlog:cds\\*=off"))
                .toList();
    }

    private static List<String> moreOptions() {
        String given = System.getenv().getOrDefault(MORE_OPTIONS, "").strip();
        return given.isEmpty() ? List.of() : List.of(given.split("\\s+"));
    }
}
