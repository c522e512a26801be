package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.inkstream.app.embedded.DyingWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a store that lives in another process; the embedded one dies in {@code embedded}. */
@ParameterizedClass
@EnumSource(value = StoreKind.class, mode = EnumSource.Mode.EXCLUDE, names = "EMBEDDED")
final class AcknowledgedWritesContractTest {
    private static final int WRITES = 5_000;

    private final StoreUnderTest store;

    AcknowledgedWritesContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void five_thousand_acknowledged_writes_survive_the_halt_of_who_wrote_them() throws Exception {
        Set<String> acknowledged = acknowledgements(writer());

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(WRITES);
        assertThat(stored()).containsAll(acknowledged);
    }

    private Set<String> stored() {
        return store.find("letters", new JsonObject()).stream()
                .map(letter -> letter.getString("_id"))
                .collect(Collectors.toSet());
    }

    private Process writer() throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingWriter.class.getName(),
                        store.uri(),
                        Integer.toString(WRITES),
                        store.database());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static Set<String> acknowledgements(Process writer) throws Exception {
        Set<String> acknowledged = new TreeSet<>();
        try (BufferedReader lines = writer.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("\\d+")) {
                    acknowledged.add("letter" + line);
                }
            }
        }
        writer.waitFor(10, TimeUnit.SECONDS);
        return acknowledged;
    }
}
