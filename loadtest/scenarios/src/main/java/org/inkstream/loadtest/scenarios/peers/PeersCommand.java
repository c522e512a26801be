package org.inkstream.loadtest.scenarios.peers;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.inkstream.app.service.Termination;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.peers.gpu.Chance;
import org.inkstream.loadtest.peers.gpu.http.EngineKind;
import org.inkstream.loadtest.peers.gpu.http.OutputLengths;
import org.inkstream.loadtest.peers.gpu.http.ServerPlan;
import org.inkstream.loadtest.peers.gpu.http.SimulatedServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one simulated inference server until it is stopped. */
@Command(
        name = "peers",
        description = {
            "Runs an inference server without a card: it takes the time, and shows the queues,"
                    + " caches and limits, that a real one would, until Ctrl-C.",
            "The first line says where: \"listening on http://127.0.0.1:PORT\". There, GET"
                    + " /sim/stats tells what it has done, /sim/samples what it looked like over"
                    + " time, /sim/demand what was asked and the shortest time for that; POST"
                    + " /sim/fault spoils it, POST /sim/reset begins anew."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest peers --list",
            "  inkstream loadtest peers --engine ollama --slots 4 --scale 5 --port 11434",
            "  inkstream loadtest peers --engine ollama --set rtx4090-llama3.2-mixtral",
            "  inkstream loadtest peers --engine vllm --set h100-llama3.1-8b --scale 10",
            "  inkstream loadtest peers --engine claude --faults 0.05",
            "  inkstream loadtest peers --engine ollama --faults reset=0.02,stall=0.01 --json",
            "  curl -d '{\"next\":[{\"kind\":\"reset\",\"afterTokens\":10}]}'"
                    + " http://HOST/sim/fault",
            "  curl -d '{\"crash\":{\"seconds\":5}}' http://HOST/sim/fault"
        })
public final class PeersCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec private CommandSpec spec;

    @Option(
            names = "--engine",
            defaultValue = "ollama",
            description =
                    "Which server: ${COMPLETION-CANDIDATES}, in any case (default:"
                            + " ${DEFAULT-VALUE}).")
    private EngineKind engine = EngineKind.OLLAMA;

    @Option(
            names = "--set",
            defaultValue = "",
            description = "Figures of card and models, see --list (default: the engine's first).")
    private String set = "";

    @Option(
            names = "--slots",
            defaultValue = "0",
            description = "Answers at a time of each loaded model; 0 means the set's (default).")
    private int slots;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Where it listens on the loopback; 0 means any free port (default).")
    private int port;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "Simulated seconds in a real one, 0.1 to 20 (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of lengths, jitter and faults (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--jitter",
            defaultValue = "0.05",
            description = "Sigma of the factor on durations (default: ${DEFAULT-VALUE}).")
    private double jitter;

    @Option(
            names = "--output-tokens",
            defaultValue = "80",
            description = "Mean length of answers in tokens (default: ${DEFAULT-VALUE}).")
    private int outputTokens;

    @Option(
            names = "--output",
            paramLabel = "TOOL=TOKENS",
            description = "Mean length of one tool's answers; may be repeated.")
    private Map<String, Integer> outputs = new LinkedHashMap<>();

    @Option(
            names = "--faults",
            paramLabel = "SHARE|NAME=SHARE,...",
            defaultValue = "",
            description = {
                "What goes wrong: a share of all requests for 500, reset, stall and bad JSON"
                        + " alike,",
                "or shares for error, reset, stall, truncated, invalid, length,"
                        + " partial (JSON that lacks its last member), and stalled-seconds=N."
            })
    private String faults = "";

    @Option(names = "--list", description = "List engines and sets with their sources, and end.")
    private boolean list;

    @Option(names = "--json", description = "Say where it listens, or the list, as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (list) {
            say(json ? PeerList.json().encodePrettily() : PeerList.text());
            return ExitCodes.OK;
        }
        ServerPlan plan = plan();
        Termination termination = Termination.onSignals(PATIENCE);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            SimulatedServer server = SimulatedServer.start(vertx, plan).await();
            say(listening(server, plan));
            termination.awaitAsked();
            return ExitCodes.OK;
        } finally {
            vertx.close().await();
            termination.cleanedUp();
        }
    }

    private ServerPlan plan() {
        try {
            String wanted = set.isEmpty() ? engine.sets().get(0) : set;
            return ServerPlan.of(engine, wanted, scale, seed)
                    .slots(slots)
                    .port(port)
                    .chance(new Chance(seed, jitter))
                    .lengths(OutputLengths.usual(seed).means(outputTokens, outputs))
                    .faults(FaultWords.read(faults));
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), bad.getMessage(), bad);
        }
    }

    private String listening(SimulatedServer server, ServerPlan plan) {
        return json
                ? new JsonObject()
                        .put("event", "listening")
                        .put("url", server.url())
                        .put("engine", plan.engine().word())
                        .put("set", plan.set())
                        .put("scale", plan.scale())
                        .encode()
                : "listening on " + server.url();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
