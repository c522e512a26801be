package org.inkstream.loadtest.scenarios.models;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.app.service.Termination;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one scripted model server until it is stopped. */
@Command(
        name = "model-peer",
        description = {
            "Runs a model server that has no model: it answers every request with JSON that follows"
                    + " the schema in it, in the real wire format, until Ctrl-C.",
            "The first line says where: \"listening on http://127.0.0.1:PORT\". GET /stats there"
                    + " counts the requests."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest model-peer --dialect ollama --port 11434",
            "  inkstream loadtest model-peer --dialect openai --delay-ms 200 --slots 4",
            "  inkstream loadtest model-peer --dialect anthropic --fail 529 --every 3",
            "  inkstream loadtest model-peer --dialect ollama --die-after 20 --json"
        })
public final class ModelPeerCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As if it had been killed. */
    private static final int KILLED = 137;

    @Spec private CommandSpec spec;

    @Option(
            names = "--dialect",
            required = true,
            description = "What it speaks: ${COMPLETION-CANDIDATES}, in any case.")
    private Dialect dialect = Dialect.OLLAMA;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Where it listens on the loopback; 0 means any free port (default).")
    private int port;

    @Option(
            names = "--delay-ms",
            defaultValue = "0",
            description = "How long each answer takes (default: ${DEFAULT-VALUE}).")
    private long delayMs;

    @Option(
            names = "--slots",
            defaultValue = "0",
            description = "Answers made at once, the rest wait; 0 means all (default).")
    private int slots;

    @Option(
            names = "--die-after",
            paramLabel = "N",
            defaultValue = "0",
            description = "Halt in the middle of the answer to request N.")
    private int dieAfter;

    @Option(
            names = "--fail",
            paramLabel = "STATUS",
            defaultValue = "0",
            description = "Answer with this error status, all requests or as --every says.")
    private int failStatus;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Let only each N-th request fail.")
    private int every;

    @Option(
            names = "--json",
            description = "Print lines of JSON: where it listens, then each request.")
    private boolean json;

    @Override
    public Integer call() {
        ModelPeerOrders orders = orders();
        Termination termination = Termination.onSignals(PATIENCE);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            ScriptedModelServer server =
                    orders.start(vertx, () -> Runtime.getRuntime().halt(KILLED)).await();
            say(listening(server));
            if (json) {
                sayWhatArrives(server);
            }
            termination.awaitAsked();
            return ExitCodes.OK;
        } finally {
            vertx.close().await();
            termination.cleanedUp();
        }
    }

    private ModelPeerOrders orders() {
        try {
            return new ModelPeerOrders(
                    dialect, port, Duration.ofMillis(delayMs), slots, dieAfter, failStatus, every);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), bad.getMessage(), bad);
        }
    }

    private String listening(ScriptedModelServer server) {
        return json
                ? new JsonObject().put("event", "listening").put("url", server.url()).encode()
                : "listening on " + server.url();
    }

    private void sayWhatArrives(ScriptedModelServer server) {
        // Asked again before anything else can arrive: both happen on the server's loop.
        server.nextArrival()
                .onSuccess(
                        request -> {
                            sayWhatArrives(server);
                            say(arrived(request));
                        });
    }

    private static String arrived(ReceivedRequest request) {
        return new JsonObject()
                .put("event", "request")
                .put("method", request.method())
                .put("path", request.path())
                .put("model", request.body().getValue("model", ""))
                .encode();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
