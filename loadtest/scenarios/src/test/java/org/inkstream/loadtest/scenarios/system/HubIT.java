package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A hub, the five agents and letters that go through both, all of them processes. */
class HubIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration WORK = Duration.ofMinutes(3);
    private static final int LETTERS = 12;
    private static final int TOOLS = 21;

    @Test
    void letters_go_through_hub_and_agents_though_an_agent_is_killed_and_it_comes_back()
            throws IOException {
        try (Processes processes = Processes.begin()) {
            JavaProcess hub =
                    start(
                            processes,
                            "hub",
                            List.of(
                                    "hub",
                                    "--set",
                                    "hub.port=0",
                                    "--set",
                                    "instance.stateFolder=" + processes.folder().resolve("state")));
            String mcp = hub.awaitLine("mcp ", START);
            String address = hub.awaitLine("agents ", START);
            JavaProcess five =
                    start(
                            processes,
                            "agents",
                            List.of(
                                    "agents",
                                    "--hub",
                                    address,
                                    "--connections",
                                    "2",
                                    "--set",
                                    "http.agentsPort=0"));
            Endpoint agents = new Endpoint(mcp.replaceFirst("/mcp$", ""));
            awaitTools(agents);
            awaitReady(five.awaitLine("health ", START).split(" ", 2)[1]);

            Path results = processes.folder().resolve("results");
            JavaProcess enrich =
                    start(
                            processes,
                            "enrich",
                            List.of(
                                    "enrich",
                                    letters(processes.folder()).toString(),
                                    "--out",
                                    results.toString(),
                                    "--set",
                                    "agents.url=" + mcp));
            awaitCalls(agents);
            kill("content-agent");
            enrich.terminatesByItself(WORK);
            awaitTools(agents);

            List<JsonObject> enriched = results(results);
            assertThat(enriched).hasSize(LETTERS);
            assertThat(calls(agents)).isGreaterThanOrEqualTo(LETTERS * (long) (TOOLS - 5));
            processes.done();
        }
    }

    private static JavaProcess start(Processes processes, String name, List<String> arguments) {
        return processes.start(name, Map.of(), Processes.INKSTREAM, arguments);
    }

    private static void awaitTools(Endpoint agents) {
        Poll.forThe(
                "all tools at the hub",
                START,
                () -> tools(agents) == TOOLS ? Optional.of(true) : Optional.empty());
    }

    /** An agent says so as soon as it has heard that it is registered. */
    private static void awaitReady(String health) {
        Endpoint management = new Endpoint(health.replaceFirst("/health$", ""));
        Poll.forThe(
                "an agent that is ready",
                START,
                () ->
                        new JsonObject(management.get("/health"))
                                        .getJsonObject("checks")
                                        .getJsonObject("hub")
                                        .getString("status")
                                        .equals("UP")
                                ? Optional.of(true)
                                : Optional.empty());
    }

    private static void awaitCalls(Endpoint agents) {
        Poll.forThe(
                "the first calls",
                START,
                () -> calls(agents) > TOOLS ? Optional.of(true) : Optional.empty());
    }

    private static long tools(Endpoint agents) {
        return agents(agents).stream()
                .filter(agent -> agent.getInteger("connections") == 2)
                .mapToLong(agent -> agent.getJsonArray("tools").size())
                .sum();
    }

    private static long calls(Endpoint agents) {
        return agents(agents).stream().mapToLong(agent -> agent.getLong("calls")).sum();
    }

    private static List<JsonObject> agents(Endpoint agents) {
        return new JsonObject(agents.get("/agents"))
                .getJsonArray("agents").stream().map(JsonObject.class::cast).toList();
    }

    /** The child of our child that serves this agent. */
    private static void kill(String agent) {
        ProcessHandle victim =
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> arguments(process).contains(agent))
                        .findFirst()
                        .orElseThrow();
        victim.destroyForcibly();
    }

    /** From the system itself: {@link ProcessHandle} gives none where the class path is long. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return List.of(Files.readString(file).split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static Path letters(Path folder) throws IOException {
        Path letters = Files.createDirectories(folder.resolve("letters"));
        for (int i = 0; i < LETTERS; i++) {
            Files.writeString(
                    letters.resolve("letter-" + i + ".txt"),
                    """
                    London, May %d, 1912.

                    Dear Mr. Brown,

                    I thank you for the books that you sent to our library. Mrs. Green of the
                    Free Library Association will write to you about number %d.

                    Yours truly,
                    John Smith
                    """
                            .formatted(i + 1, i));
        }
        return letters;
    }

    private static List<JsonObject> results(Path folder) throws IOException {
        List<JsonObject> results = new ArrayList<>();
        Files.readAllLines(folder.resolve("results.jsonl"))
                .forEach(line -> results.add(new JsonObject(line)));
        return results;
    }
}
