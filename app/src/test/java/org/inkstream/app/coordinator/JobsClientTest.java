package org.inkstream.app.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import org.inkstream.command.ExitCodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands of jobs where there is no coordinator. */
class JobsClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_coordinator_that_does_not_run_is_said_to_be_away() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        for (String url : new String[] {"http://127.0.0.1:" + free, "nonsense", "http://a b"}) {
            assertThat(run("list", "--url", url)).isEqualTo(ExitCodes.COULD_NOT_RUN);
            assertThat(complaint()).contains(url).contains("--url");
        }
    }

    @Test
    void what_answers_there_and_is_no_coordinator_is_said_to_be_none() {
        int port =
                vertx.createHttpServer()
                        .requestHandler(request -> request.response().end("[1]"))
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort();
        assertThat(run("list", "--url", "http://127.0.0.1:" + port))
                .isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(complaint()).contains("no coordinator answers at http://127.0.0.1:" + port);
    }

    private int run(String... arguments) {
        return new CommandLine(new JobsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            err.write(failure.getMessage());
                            return ExitCodes.COULD_NOT_RUN;
                        })
                .execute(arguments);
    }

    private String complaint() {
        String all = err.toString();
        err.getBuffer().setLength(0);
        return all;
    }
}
