package org.inkstream.app.hub;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.inkstream.app.service.Termination;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.SecretFiles;
import org.inkstream.config.Settings;
import org.inkstream.time.ThreadTimers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The built-in agents as processes: one for each, or one of them in the foreground. */
@Command(
        name = "agents",
        description = {
            "Runs the built-in agents, each in a process of its own that is started again when it"
                    + " ends.",
            "They register with a hub, or serve MCP over HTTP by themselves."
        },
        subcommands = AgentsListCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream agents --hub ws://127.0.0.1:3000",
            "  inkstream agents --port 9100",
            "  inkstream agents --agent content-agent --hub ws://127.0.0.1:3000",
            "  inkstream agents list"
        })
public final class AgentsCommand implements InkstreamCommand, Callable<Integer> {
    /** What existing agents call it. */
    static final String TOKEN = "MCP_AGENT_TOKEN";

    private static final int BY_SETTINGS = -1;
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--hub",
            paramLabel = "URL",
            description = "Register with this hub, such as ws://127.0.0.1:3000.")
    private String hub = "";

    @Option(
            names = "--agent",
            paramLabel = "NAME",
            description = "Run only this agent, in the foreground.")
    private String agent = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Without --hub: the first agent's port; the others follow. 0 means free ones.")
    private int port;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Connections of each agent to the hub: so many calls at a time (default:"
                            + " ${DEFAULT-VALUE}).")
    private int connections = 4;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description =
                    "With --agent: the port of /metrics, /health/live and /health/ready, in place of"
                            + " the one that http.agentsPort gives this agent.")
    private int healthPort = BY_SETTINGS;

    @Option(names = "--with-parent", hidden = true, description = "Ends with this process.")
    private long parent;

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settingsOption.load();
        check();
        return agent.isEmpty() ? runAll() : runOne(settings);
    }

    private void check() {
        try {
            if (!hub.isEmpty()) {
                HubAddress.of(hub);
            }
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()));
        }
        Set<String> known = ToolCatalogue.packaged().agents();
        if (!agent.isEmpty() && !known.contains(agent)) {
            throw new ParameterException(
                    spec.commandLine(), "there is no agent '" + agent + "'; there are " + known);
        }
        if (healthPort != BY_SETTINGS
                && (agent.isEmpty() || healthPort < 0 || healthPort > HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--health-port must be 0 to 65535 and needs --agent: five agents cannot share it");
        }
        if (connections < 1 || connections > 256) {
            throw new ParameterException(spec.commandLine(), "--connections must be 1 to 256");
        }
    }

    private int runAll() {
        Termination termination = Termination.onSignals(PATIENCE);
        try (ThreadTimers timers = new ThreadTimers("inkstream-agents");
                AgentProcesses processes = new AgentProcesses(timers)) {
            int number = 0;
            for (String name : ToolCatalogue.packaged().agents()) {
                processes.keep(name, arguments(name, number));
                number++;
            }
            termination.awaitAsked();
            return ExitCodes.OK;
        } finally {
            termination.cleanedUp();
        }
    }

    private int runOne(Settings settings) {
        Termination termination = Termination.onSignals(PATIENCE);
        if (parent > 0) {
            endWithParent(termination);
        }
        try (BuiltInAgent running = new BuiltInAgent(agent, settings)) {
            PrintWriter out = spec.commandLine().getOut();
            if (hub.isEmpty()) {
                out.printf("%-16s %s%n", agent, running.serve(port, settings));
            } else {
                String token = SecretFiles.value(System.getenv(), TOKEN);
                running.register(HubAddress.of(hub).socket(token), connections);
                out.printf("%-16s %s, %d connections%n", agent, hub, connections);
            }
            out.printf(
                    "%-16s %s http://%s:%d/health%n",
                    "health",
                    agent,
                    settings.http().host(),
                    running.manage(settings.http().host(), managementPort(settings)));
            out.flush();
            termination.awaitAsked();
            return ExitCodes.OK;
        } finally {
            termination.cleanedUp();
        }
    }

    private int managementPort(Settings settings) {
        int first = settings.http().agentsPort();
        if (healthPort != BY_SETTINGS || first == 0) {
            return Math.max(0, healthPort);
        }
        return first + List.copyOf(ToolCatalogue.packaged().agents()).indexOf(agent);
    }

    // Asking to end cannot fail, and nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void endWithParent(Termination termination) {
        ProcessHandle.of(parent)
                .ifPresentOrElse(
                        alive -> alive.onExit().thenRun(() -> termination.ask("")),
                        () -> termination.ask(""));
    }

    private List<String> arguments(String name, int number) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "agents",
                                "--agent",
                                name,
                                "--connections",
                                Integer.toString(connections),
                                "--with-parent",
                                Long.toString(ProcessHandle.current().pid())));
        if (hub.isEmpty()) {
            arguments.addAll(List.of("--port", Integer.toString(port == 0 ? 0 : port + number)));
        } else {
            arguments.addAll(List.of("--hub", hub));
        }
        arguments.addAll(settingsOption.asArguments());
        return arguments;
    }
}
