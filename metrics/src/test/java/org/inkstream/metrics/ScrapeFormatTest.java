package org.inkstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeFormatTest {
    private final Metrics metrics = new Metrics("test");

    @AfterEach
    void close() {
        metrics.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "Application/OpenMetrics-Text; version=1.0.0, text/plain; version=0.0.4",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                        + "application/openmetrics-text;version=0.0.1;q=0.4,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
                        + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
            })
    void whoever_asks_for_openmetrics_gets_it(String accept) {
        Scrape.Page page = metrics.scrape().answering(accept);

        assertThat(page.contentType()).isEqualTo(Scrape.OPEN_METRICS);
        assertThat(page.body()).contains("# TYPE inkstream_build info").endsWith("# EOF\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/html, application/xhtml+xml, */*;q=0.8",
                "text/plain; version=0.0.4",
                "application/openmetrics-text;q=0",
                "text/plain;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily",
                ";,;q=x,application/openmetrics-textual"
            })
    void everybody_else_gets_plain_text(String accept) {
        Scrape.Page page = metrics.scrape().answering(accept);

        assertThat(page.contentType()).isEqualTo(Scrape.CONTENT_TYPE);
        assertThat(page.body())
                .contains("# TYPE inkstream_build_info gauge")
                .doesNotContain("# EOF");
    }
}
