package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerOptionsTest {
    @Test
    void a_measured_worker_runs_with_the_options_of_the_script() throws IOException {
        String script = Files.readString(Path.of("../../distribution/src/main/bin/inkstream"));

        assertThat(script)
                .contains("mode='" + String.join(" ", JavaCommand.WORKER_OPTIONS) + "'")
                .contains("MALLOC_ARENA_MAX:-2");
        assertThat(JavaCommand.forWorkers()).startsWith("MALLOC_ARENA_MAX=2 ");
    }
}
