package org.inkstream.app.models;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.app.BuildVersion;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.Termination;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.inkstream.metrics.Metrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The queues before the inference servers as a process of their own, for all workers. */
@Command(
        name = "gateway",
        description = {
            "Runs the one queue before each inference server, for all workers of a cluster.",
            "Workers find it by gateway.url; all need the same models file (inference.models).",
            "Of several with the same gateway.lease one serves, and the others stand by.",
            "Agents that are not ours find Ollama's API at the same address, with the models of",
            "the models file by their names there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream gateway --set inference.models=models.yaml",
            "  inkstream run --set inference.models=models.yaml --set"
                    + " gateway.url=http://127.0.0.1:8003",
            "  inkstream gateway --set inference.models=models.yaml --set gateway.lease=gpu --set"
                    + " store.uri=mongodb://127.0.0.1:27017",
            "  inkstream endpoints",
            "  curl http://127.0.0.1:8003/api/generate -d"
                    + " '{\"model\":\"local\",\"prompt\":\"Who wrote to whom? ...\"}'"
        })
public final class GatewayCommand implements InkstreamCommand, Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settingsOption.load();
        Inference inference = Inference.load(settings.inference(), ToolCatalogue.packaged());
        if (inference.endpoints().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no tool asks a model: name a models file with --set"
                            + " inference.models=FILE (config/models.example.yaml shows one)");
        }
        Termination termination =
                Termination.onSignals(settings.workflow().drainDeadline().plus(LIMIT));
        try (Metrics metrics = new Metrics(BuildVersion.number()).withJvm()) {
            Vertx vertx = metrics.vertx(new VertxOptions()).build();
            try {
                String why =
                        new GatewayRun(vertx, settings, inference, metrics, termination)
                                .run(spec.commandLine().getOut());
                if (!why.isEmpty()) {
                    throw new IllegalStateException(why);
                }
                return ExitCodes.OK;
            } finally {
                Await.done("closing", LIMIT, vertx.close());
            }
        } finally {
            termination.cleanedUp();
        }
    }
}
