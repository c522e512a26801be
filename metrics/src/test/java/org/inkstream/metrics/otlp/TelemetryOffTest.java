package org.inkstream.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryOffTest {
    @Test
    void without_an_endpoint_no_class_of_the_library_is_needed() throws Exception {
        try (URLClassLoader bare = new URLClassLoader(withoutLibrary(), platform())) {
            Object environment =
                    call(
                            bare,
                            "OtelEnvironment",
                            "of",
                            List.of(java.util.Map.class),
                            List.of(java.util.Map.of()));
            Constructor<?> options =
                    bare.loadClass("org.inkstream.metrics.otlp.ExportOptions").getConstructors()[0];
            Object off =
                    options.newInstance(
                            "",
                            environment,
                            "inkstream",
                            "1",
                            1.0,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(5));

            Object telemetry =
                    call(bare, "OtlpExport", "open", List.of(off.getClass()), List.of(off));

            assertThat(telemetry.getClass().getSimpleName()).isEqualTo("Off");
        }
    }

    private static Object call(
            ClassLoader loader,
            String type,
            String method,
            List<Class<?>> parameters,
            List<Object> arguments)
            throws ReflectiveOperationException {
        return loader.loadClass("org.inkstream.metrics.otlp." + type)
                .getMethod(method, parameters.toArray(Class[]::new))
                .invoke(null, arguments.toArray());
    }

    private static URL[] withoutLibrary() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("opentelemetry"))
                .map(TelemetryOffTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static ClassLoader platform() {
        return ClassLoader.getPlatformClassLoader();
    }
}
