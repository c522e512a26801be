package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.inkstream.command.ExitCodes;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.http.ManagementServer;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HealthCommandTest {
    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics("1");
    private final Readiness readiness = new Readiness();
    private final ManagementServer server =
            ManagementServer.start(
                            vertx,
                            new ManagementServer.Place("127.0.0.1", 0, "http.port"),
                            new Health(
                                    List.of(),
                                    List.of(readiness::check),
                                    new Overview("1", new VirtualTimers(), List.of())),
                            metrics.scrape())
                    .await();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        vertx.close().await();
        metrics.close();
    }

    @Test
    void a_process_that_takes_work_is_ready() {
        int code = run("--url", url());

        assertThat(code).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).isEqualToIgnoringNewLines("ready");
    }

    @Test
    void a_process_that_ends_is_not_and_says_why() {
        readiness.drain();

        int code = run("--url", url() + "/");

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(out.toString()).isEqualToIgnoringNewLines("not ready: intake draining");
    }

    @Test
    void the_answer_can_be_had_as_it_came() {
        readiness.drain();

        int code = run("--url", url(), "--json");

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(new JsonObject(out.toString()).getString("status")).isEqualTo("DOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "worker, http, port",
        "coordinator, coordinator, port",
        "gateway, http, gatewayPort",
        "hub, hub, port"
    })
    void a_role_is_asked_at_the_port_of_its_settings_on_loopback(
            String role, String section, String port) {

        int code =
                run(
                        role,
                        "--set",
                        section + "." + port + "=" + server.port(),
                        "--set",
                        section + ".host=0.0.0.0");

        assertThat(code).isEqualTo(ExitCodes.OK);
    }

    @Test
    void what_nobody_serves_is_not_ready() {
        String gone = url();
        server.close().await();

        int code = run("--url", gone);

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(err.toString()).contains("nothing answers at " + gone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8002", "ftp://127.0.0.1", "http://a b"})
    void an_address_that_is_none_is_refused_with_an_example(String address) {
        int code = run("--url", address);

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(err.toString()).contains("http://127.0.0.1:8002");
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private int run(String... args) {
        CommandLine command = new CommandLine(new HealthCommand());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        command.getCommandSpec().exitCodeOnInvalidInput(ExitCodes.COULD_NOT_RUN);
        command.getCommandSpec().exitCodeOnExecutionException(ExitCodes.COULD_NOT_RUN);
        return command.execute(args);
    }
}
