import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Prints the modules of Java that the jars of a folder name, one a line, by asking jdeps. It asks for
 * all classes in one jar without module descriptors: some of the jars describe modules whose own
 * requirements are plain jars, and those jdeps refuses to look at.
 *
 * <p>Run as {@code java docker/RuntimeModules.java LIB [WHO]}; with a module for WHO it prints which
 * classes name that one instead.
 */
final class RuntimeModules {
    private static final String RELEASE = "17";

    private RuntimeModules() {}

    public static void main(String[] args) throws IOException {
        Path all = Files.createTempFile("inkstream-all", ".jar");
        try {
            merge(Path.of(args[0]), all);
            if (args.length == 1) {
                List.of(jdeps("--print-module-deps", all).strip().split(","))
                        .forEach(System.out::println);
            } else {
                jdeps("-verbose:class", all)
                        .lines()
                        .filter(line -> line.endsWith(" " + args[1]))
                        .forEach(System.out::println);
            }
        } finally {
            Files.delete(all);
        }
    }

    private static String jdeps(String wish, Path jar) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code =
                ToolProvider.findFirst("jdeps")
                        .orElseThrow(() -> new IllegalStateException("this Java has no jdeps"))
                        .run(
                                out,
                                out,
                                "--ignore-missing-deps",
                                "--multi-release",
                                RELEASE,
                                wish,
                                jar.toString());
        if (code != 0) {
            throw new IllegalStateException("jdeps failed: " + said);
        }
        return said.toString();
    }

    private static void merge(Path lib, Path all) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Set<String> seen = new HashSet<>();
        try (JarOutputStream merged = new JarOutputStream(Files.newOutputStream(all), manifest);
                Stream<Path> files = Files.list(lib)) {
            merged.setLevel(1);
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
            if (jars.isEmpty()) {
                throw new IllegalStateException("there is no jar in " + lib);
            }
            for (Path jar : jars) {
                add(jar, seen, merged);
            }
        }
    }

    private static void add(Path jar, Set<String> seen, JarOutputStream merged) throws IOException {
        try (JarFile one = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) one.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".class")
                        && !name.endsWith("module-info.class")
                        && seen.add(name)) {
                    merged.putNextEntry(new JarEntry(name));
                    one.getInputStream(entry).transferTo(merged);
                    merged.closeEntry();
                }
            }
        }
    }
}
