package org.inkstream.agents.command;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.builtin.BuiltInTools;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.agents.mcp.server.ToolRouting;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.agents.modeltools.OpenModels;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.AgentsSettings;
import org.inkstream.config.Settings;
import org.inkstream.identity.Hashes;
import org.inkstream.identity.Ids;
import org.inkstream.time.VertxTimers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls one tool as the service would, once or with its retries, and shows what comes back. */
@Command(
        name = "call",
        description = "Calls one tool and prints its result, timings and usage.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream call extract_document_type --arg text=@letter.txt",
            "  inkstream call extract_people --arg text=@letter.txt --agent http://127.0.0.1:9000/mcp",
            "  inkstream call extract_people --arg text=@letter.txt --agent 'stdio:python3 agents.py'",
            "  inkstream call generate_summary --arg text=@letter.txt --set inference.models=models.yaml"
        })
public final class CallCommand implements InkstreamCommand, Callable<Integer> {
    private static final String STDIO = "stdio:";
    private static final double RETRY_SHARE = 0.2;

    @Parameters(paramLabel = "TOOL", description = "One of the tools of the catalogue.")
    private String toolName = "";

    @Option(
            names = "--arg",
            paramLabel = "NAME=VALUE",
            description = "An argument; @FILE as the value reads it from a file.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = "--agent",
            paramLabel = "URL",
            description =
                    "An MCP endpoint, or stdio:COMMAND to start a program that speaks MCP; without"
                            + " it those that the settings name, or the built-in ones, answer.")
    private String endpoint = "";

    @Option(names = "--http2", description = "Speak HTTP/2 to the endpoint.")
    private boolean http2;

    @Option(names = "--once", description = "Do not retry.")
    private boolean once;

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    @Mixin private SettingsOption settingsOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        ToolCatalogue catalogue = ToolCatalogue.packaged();
        ToolCall call = toolCall(catalogue);
        ToolOutcome outcome = ask(catalogue, call);
        CallReport report = new CallReport(call, outcome);
        spec.commandLine()
                .getOut()
                .println(json ? report.forPrograms().encode() : report.forPeople());
        return outcome.match(answered -> ExitCodes.OK, failed -> ExitCodes.SOME_FAILED);
    }

    private ToolCall toolCall(ToolCatalogue catalogue) {
        try {
            Tool tool = catalogue.tool(toolName);
            var arguments = CallArguments.of(tool, given);
            String runId = Ids.runId("call", Hashes.sha256(arguments.encode()), "call", 1);
            return new ToolCall(
                    runId,
                    "call",
                    "call",
                    tool.agent(),
                    tool.name(),
                    Ids.callKey(runId, tool.name(), Hashes.sha256(arguments.encode())),
                    0,
                    tool.timeout(),
                    1,
                    arguments);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    private ToolOutcome ask(ToolCatalogue catalogue, ToolCall call) {
        Settings settings = settingsOption.load();
        Inference inference = Inference.load(settings.inference(), catalogue);
        ToolSchemas schemas = new ToolSchemas(catalogue);
        Vertx vertx = Vertx.vertx();
        try {
            Context loop = vertx.getOrCreateContext();
            VertxTimers timers = new VertxTimers(vertx, loop);
            OpenModels models =
                    OpenModels.open(
                                    vertx,
                                    inference,
                                    settings.gateway(),
                                    new EndpointParts(
                                            EndpointOpener.of(ModelEndpoints.ofProcess()),
                                            () -> KeptAnswers.NONE),
                                    UnaryOperator.identity(),
                                    schemas,
                                    timers)
                            .await();
            Agents agents = agents(settings.agents(), catalogue, schemas, models.routing(), timers);
            try {
                return ask(vertx, loop, timers, agents, catalogue, call);
            } finally {
                agents.close();
            }
        } finally {
            vertx.close().await();
        }
    }

    private static ToolOutcome ask(
            Vertx vertx,
            Context loop,
            VertxTimers timers,
            Agents agents,
            ToolCatalogue catalogue,
            ToolCall call) {
        Promise<ToolOutcome> outcome = Promise.promise();
        loop.runOnContext(
                now -> {
                    Agents.Lines lines = agents.linesOn(vertx, loop, timers);
                    callerOn(timers, lines, catalogue)
                            .call(call)
                            .eventually(lines::close)
                            .onComplete(outcome);
                });
        return outcome.future().await();
    }

    private Agents agents(
            AgentsSettings given,
            ToolCatalogue catalogue,
            ToolSchemas schemas,
            ToolRouting routing,
            VertxTimers clock) {
        try {
            return new Agents(
                    asked(given), catalogue, schemas, BuiltInTools.handlers(), routing, clock);
        } catch (IllegalArgumentException badUrl) {
            throw new ParameterException(spec.commandLine(), String.valueOf(badUrl.getMessage()));
        }
    }

    private static ToolCaller callerOn(
            VertxTimers timers, Agents.Lines lines, ToolCatalogue catalogue) {
        return new ToolCaller(
                timers,
                lines,
                catalogue,
                new ToolSchemas(catalogue),
                RandomGenerator.getDefault(),
                CallListener.SILENT,
                ToolCaller.ANY_PAUSE);
    }

    /** The agent of the command line, or whom the settings name. */
    private AgentsSettings asked(AgentsSettings given) {
        if (!endpoint.isEmpty()) {
            return settings();
        }
        return once ? given.withoutRetries() : given;
    }

    private AgentsSettings settings() {
        boolean isCommand = endpoint.startsWith(STDIO);
        if (!endpoint.isEmpty() && !isCommand) {
            McpHttpAgent.checked(endpoint);
        }
        return new AgentsSettings(
                isCommand ? "" : endpoint,
                "",
                http2,
                1,
                Duration.ofSeconds(5),
                isCommand ? CommandWords.of(endpoint.substring(STDIO.length())) : List.of(),
                1,
                Duration.ofMinutes(10),
                1,
                new AgentsSettings.Breaker(1_000, Duration.ofMinutes(1), Duration.ofSeconds(1)),
                once ? 0 : RETRY_SHARE,
                AgentsSettings.HonourKeys.AUTO);
    }
}
