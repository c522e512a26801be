package org.inkstream.app.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.agents.hub.Hub;
import org.inkstream.command.ExitCodes;
import org.inkstream.config.SecretFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who is at a hub. */
@Command(
        name = "list",
        description = "Shows the agents of a hub: connections, calls, breakers and tools.")
final class AgentsListCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Option(
            names = "--hub",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:3000",
            description = "The hub (default: ${DEFAULT-VALUE}).")
    private String hub = "";

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JsonObject answer = new JsonObject(ask(address()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.encodePrettily());
        } else {
            print(out, answer.getJsonArray("agents"));
        }
        out.flush();
        return ExitCodes.OK;
    }

    private HubAddress address() {
        try {
            return HubAddress.of(hub);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()));
        }
    }

    private static String ask(HubAddress address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.page(Hub.AGENTS_PATH)).timeout(LIMIT);
        String token = SecretFiles.value(System.getenv(), AgentsCommand.TOKEN);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(LIMIT)
                            .build()
                            .send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == UNAUTHORIZED) {
                throw new IllegalStateException(
                        "the hub wants a token: set " + AgentsCommand.TOKEN);
            }
            if (response.statusCode() != OK) {
                throw new IllegalStateException(
                        "the hub answered with HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (IOException unreachable) {
            throw new IllegalStateException(
                    "no hub answers at " + address.uri() + "; start one with 'inkstream hub'",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static void print(PrintWriter out, JsonArray agents) {
        if (agents.isEmpty()) {
            out.println("no agent has registered");
            return;
        }
        out.printf(
                "%-20s %-6s %11s %10s %7s %-10s %10s %9s%n",
                "agent",
                "health",
                "connections",
                "in the air",
                "queued",
                "breaker",
                "calls",
                "failures");
        for (int i = 0; i < agents.size(); i++) {
            JsonObject agent = agents.getJsonObject(i);
            boolean up =
                    agent.getInteger("connections") > 0
                            && agent.getString("breaker").equals("closed");
            out.printf(
                    "%-20s %-6s %11d %10d %7d %-10s %,10d %,9d%n",
                    agent.getString("id"),
                    up ? "up" : agent.getInteger("connections") == 0 ? "away" : "poor",
                    agent.getInteger("connections"),
                    agent.getInteger("inTheAir"),
                    agent.getInteger("queued"),
                    agent.getString("breaker"),
                    agent.getLong("calls"),
                    agent.getLong("failures"));
            agent.getJsonArray("tools").forEach(tool -> out.printf("  %s%n", tool));
        }
    }
}
