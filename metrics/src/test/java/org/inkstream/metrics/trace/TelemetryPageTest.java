package org.inkstream.metrics.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TelemetryPageTest {
    private final String page = Files.readString(Path.of("../docs/telemetry.md"));

    TelemetryPageTest() throws IOException {}

    @Test
    void the_page_names_every_attribute_that_may_leave_the_process() {
        for (Attribute attribute : Attribute.values()) {
            assertThat(page).contains("`" + attribute.key() + "`");
        }
    }

    @Test
    void the_page_names_every_instrument() {
        for (Instrument instrument : Instrument.values()) {
            assertThat(page).contains("`" + instrument.meterName() + "`");
        }
    }
}
